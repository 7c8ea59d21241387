/** {@code tinyfleet aggregator}. */
@NullMarked
package io.tinyfleet.deploy.aggregator;

import org.jspecify.annotations.NullMarked;
