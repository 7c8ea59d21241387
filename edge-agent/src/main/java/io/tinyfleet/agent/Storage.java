package io.tinyfleet.agent;

import io.tinyfleet.agent.checkpoint.Checkpoint;
import io.tinyfleet.agent.checkpoint.CheckpointException;
import io.tinyfleet.agent.checkpoint.Checkpoints;
import io.tinyfleet.agent.sensor.SampleStore;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * What of a device outlives its process.
 *
 * @param checkpoints the model and its part in the rounds
 * @param samples what sensors have labelled: each round is trained on it too
 */
public record Storage(Checkpoints checkpoints, SampleStore samples) {
    /** Nothing. */
    public static final Storage NONE = new Storage(Checkpoints.NONE, SampleStore.NONE);

    /** What was kept last; it was sound when the program began. */
    Optional<Checkpoint> newestCheckpoint() {
        try {
            return checkpoints.newest();
        } catch (CheckpointException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without a checkpoint nothing may be sent: the device ends. */
    boolean keep(Checkpoint checkpoint) {
        try {
            return checkpoints.keep(checkpoint);
        } catch (CheckpointException e) {
            throw new UncheckedIOException(e);
        }
    }
}
