/** The aggregator: its loop and everything it is made of. */
@NullMarked
package io.tinyfleet.aggregator;

import org.jspecify.annotations.NullMarked;
