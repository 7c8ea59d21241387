package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Plan;

/** What all messages share on the wire. */
public final class Wire {
    /** The protocol version that this software speaks. */
    public static final int VERSION = 1;

    /**
     * No message is larger, except {@linkplain #mostBytes those that hold models}; a receiver rejects what is without looking
     * inside.
     */
    public static final int MOST_BYTES = 1 << 20;

    /** Room for {@link Plan#MOST_MODEL_VALUES} and the little around them. */
    public static final int MOST_BYTES_WITH_MODEL = 8 << 20;

    static final int VERSION_KEY = 0;
    static final int PLAN_KEY = 1;

    private Wire() {}

    /** The most that an update has under this plan, and what a round gave. */
    public static int mostBytes(Plan plan) {
        return plan.method().exchange() == Method.Exchange.MODEL ? MOST_BYTES_WITH_MODEL : MOST_BYTES;
    }
}
