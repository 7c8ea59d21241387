/** Who a client is and what it may do; pure. */
@NullMarked
package io.tinyfleet.broker.policy;

import org.jspecify.annotations.NullMarked;
