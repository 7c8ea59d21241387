package io.tinyfleet.agent.sensor;

import java.io.IOException;

/** Windows cannot be kept or read; the message names the file and what is wrong with it. */
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
