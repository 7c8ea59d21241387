package io.tinyfleet.protocol.message;

import io.tinyfleet.protocol.Coded;

/** How devices learn from each other. */
public enum Method implements Coded {
    /** Sparse, scaled prototypes, averaged by the aggregator (TinyProto on FedProto). */
    TINYPROTO_FP(0, "tinyproto-fp");

    private final int code;
    private final String label;

    Method(int code, String label) {
        this.code = code;
        this.label = label;
    }

    @Override
    public int code() {
        return code;
    }

    /** What people call it. */
    public String label() {
        return label;
    }
}
