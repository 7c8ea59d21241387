package io.tinyfleet.agent.training;

import org.jspecify.annotations.Nullable;

/**
 * What one epoch of training tells.
 *
 * @param seen features of the samples as they were trained on, where the learner was asked to collect them; else {@code
 *     null}
 */
public record TrainedEpoch(EpochLosses losses, @Nullable FeatureSums seen) {}
