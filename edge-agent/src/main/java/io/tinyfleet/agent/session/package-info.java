/** The life of rounds as a device sees it, as a pure state machine: events and the time in, effects out. */
@NullMarked
package io.tinyfleet.agent.session;

import org.jspecify.annotations.NullMarked;
