package io.tinyfleet.agent.checkpoint;

import io.tinyfleet.agent.session.Progress;
import io.tinyfleet.agent.training.EpochLosses;
import io.tinyfleet.agent.training.ModelState;
import java.time.Duration;

/**
 * A device as it was right after an epoch, before anybody heard of it.
 *
 * @param progress which round that epoch was for, and the update that came of it
 * @param model the weights after it
 * @param losses of that epoch
 * @param training how long it took
 */
public record Checkpoint(Progress progress, ModelState model, EpochLosses losses, Duration training) {}
