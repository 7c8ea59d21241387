package io.tinyfleet.agent.data;

import java.io.IOException;

/** Data that cannot be used; the message names the file, the line and what would be accepted. */
public final class DataException extends IOException {
    private static final long serialVersionUID = 1L;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
