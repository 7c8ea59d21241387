package io.tinyfleet.protocol.message;

import io.tinyfleet.protocol.Coded;

/** How uploads are scaled on the device and combined by the aggregator (adaptive prototype scaling). */
public enum Aps implements Coded {
    /** Eq 10: u_ij = n_ij · ĉ_ij, and their mean over the devices that took part. */
    MEAN(0),
    /**
     * The authors' code: the sum. Ours is the mean times the number of devices known to hold the class, so that a
     * device missing from a round does not shrink every target; with all present it is exactly the sum.
     */
    SUM(1),
    /** No scaling: u_ij = ĉ_ij, and the plain mean (FedProto). */
    NONE(2);

    private final int code;

    Aps(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
