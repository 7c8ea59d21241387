package io.tinyfleet.protocol.message;

import io.tinyfleet.protocol.Coded;

/** What training wants of the dimensions that a class's mask does not keep. */
public enum OffMask implements Coded {
    /** They are pulled to zero; R is the mean over all d dimensions (the authors' code). */
    ZERO(0),
    /** They are left free; R is the mean over the s kept dimensions (the paper's notation). */
    FREE(1);

    private final int code;

    OffMask(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
