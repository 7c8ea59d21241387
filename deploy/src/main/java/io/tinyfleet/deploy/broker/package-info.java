/** {@code tinyfleet broker}. */
@NullMarked
package io.tinyfleet.deploy.broker;

import org.jspecify.annotations.NullMarked;
