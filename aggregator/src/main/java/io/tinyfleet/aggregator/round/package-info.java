/** The life of rounds, as a pure state machine: events and the time in, commands out. */
@NullMarked
package io.tinyfleet.aggregator.round;

import org.jspecify.annotations.NullMarked;
