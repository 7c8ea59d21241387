package io.tinyfleet.protocol.message;

import io.tinyfleet.protocol.Coded;

/** Why a message was not accepted. */
public enum Rejection implements Coded {
    /** Not the CBOR that the message's definition asks for. */
    MALFORMED(1),
    /** A protocol version that the receiver does not speak. */
    UNSUPPORTED_VERSION(2),
    /** Made under a plan that is not in force. */
    WRONG_PLAN(3),
    /** Unknown classes, or a number of values that the plan does not give. */
    WRONG_SHAPE(4),
    /** A value is infinite or not a number. */
    NOT_FINITE(5),
    /** More bytes than any such message has. */
    TOO_LARGE(6),
    /** A prototype's norm is beyond the plan's limit. */
    OUT_OF_BOUNDS(7),
    /** For a round that is not open yet. */
    EARLY(8),
    /** For a round that is over. */
    LATE(9),
    /** Another update of this device for this round was accepted before. */
    CONFLICT(10);

    private final int code;

    Rejection(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
