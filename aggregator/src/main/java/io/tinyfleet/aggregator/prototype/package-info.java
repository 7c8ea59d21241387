/** Combining the devices' scaled prototypes (APS). Pure. */
@NullMarked
package io.tinyfleet.aggregator.prototype;

import org.jspecify.annotations.NullMarked;
