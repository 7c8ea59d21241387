/** Ways to deal a pool of samples to the devices of a fleet. Pure, and the same for the same seed. */
@NullMarked
package io.tinyfleet.agent.data.partition;

import org.jspecify.annotations.NullMarked;
