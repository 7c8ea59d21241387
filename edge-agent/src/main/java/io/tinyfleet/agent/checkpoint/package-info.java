/** A device's model and its part in the rounds, kept in one file. */
@NullMarked
package io.tinyfleet.agent.checkpoint;

import org.jspecify.annotations.NullMarked;
