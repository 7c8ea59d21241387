/** The port to a device's own model: train an epoch, evaluate samples. */
@NullMarked
package io.tinyfleet.agent.training;

import org.jspecify.annotations.NullMarked;
