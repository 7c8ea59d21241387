/** What sensors send, as values, and how windows come of it. Pure: no I/O, threads or clocks. */
@NullMarked
package io.tinyfleet.agent.sensor;

import org.jspecify.annotations.NullMarked;
