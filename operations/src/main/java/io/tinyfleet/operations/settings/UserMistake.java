package io.tinyfleet.operations.settings;

/** Something the user can put right; the message says what, where and what would be accepted. */
public final class UserMistake extends Exception {
    private static final long serialVersionUID = 1L;

    public UserMistake(String message) {
        super(message);
    }

    public UserMistake(String message, Throwable cause) {
        super(message, cause);
    }
}
