/** The durable ledger, on SQLite. */
@NullMarked
package io.tinyfleet.aggregator.ledger;

import org.jspecify.annotations.NullMarked;
