/** What every program of a fleet shares: its command line, settings, end on a signal, health and metrics. */
@NullMarked
package io.tinyfleet.operations;

import org.jspecify.annotations.NullMarked;
