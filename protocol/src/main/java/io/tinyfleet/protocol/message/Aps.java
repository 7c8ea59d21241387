package io.tinyfleet.protocol.message;

import io.tinyfleet.protocol.Coded;

/** How the aggregator combines the scaled uploads u_ij = n_ij · ĉ_ij of a class (adaptive prototype scaling). */
public enum Aps implements Coded {
    /** Eq 10: the mean over the devices that took part. */
    MEAN(0),
    /**
     * The authors' code: the sum. Ours is the mean times the number of devices known to hold the class, so that a
     * device missing from a round does not shrink every target; with all present it is exactly the sum.
     */
    SUM(1);

    private final int code;

    Aps(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
