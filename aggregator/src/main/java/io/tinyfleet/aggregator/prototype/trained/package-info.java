/**
 * Global prototypes that the aggregator learns instead of averaging: FedTGP, and TinyProto-FT over compressed vectors.
 * Pure, and the same bits on every machine.
 */
@NullMarked
package io.tinyfleet.aggregator.prototype.trained;

import org.jspecify.annotations.NullMarked;
