package io.tinyfleet.agent.checkpoint;

import java.io.IOException;

/** A checkpoint cannot be kept or used; the message names the file and what is wrong with it. */
public final class CheckpointException extends IOException {
    private static final long serialVersionUID = 1L;

    public CheckpointException(String message) {
        super(message);
    }

    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
