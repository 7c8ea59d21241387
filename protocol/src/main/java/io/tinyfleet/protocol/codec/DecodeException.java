package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.message.Rejection;

/** A peer sent something that cannot be used: the reason as a code and, for people, what was found. */
public final class DecodeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Rejection rejection;

    public DecodeException(Rejection rejection, String detail) {
        // No stack trace: a hostile peer must not make us build one per message.
        super(detail, null, false, false);
        this.rejection = rejection;
    }

    public Rejection rejection() {
        return rejection;
    }

    /** What was wrong, for people. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
