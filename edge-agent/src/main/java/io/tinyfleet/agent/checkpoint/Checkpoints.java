package io.tinyfleet.agent.checkpoint;

import java.util.Optional;

/** The port to where a device's checkpoint is kept: the newest, no other. Used by one thread at a time. */
public interface Checkpoints {
    /** Keeps nothing: the device starts anew each time. */
    Checkpoints NONE = new Checkpoints() {
        @Override
        public Optional<Checkpoint> newest() {
            return Optional.empty();
        }

        @Override
        public boolean keep(Checkpoint checkpoint) {
            return false;
        }
    };

    /** What was kept last. */
    Optional<Checkpoint> newest() throws CheckpointException;

    /**
     * Replaces what was kept by {@code checkpoint}, as a whole or not at all.
     *
     * @return whether it now survives the end of the process and a loss of power
     */
    boolean keep(Checkpoint checkpoint) throws CheckpointException;
}
