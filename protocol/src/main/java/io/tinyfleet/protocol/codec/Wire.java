package io.tinyfleet.protocol.codec;

/** What all messages share on the wire. */
public final class Wire {
    /** The protocol version that this software speaks. */
    public static final int VERSION = 1;

    /** No message is larger; a receiver rejects what is without looking inside. */
    public static final int MOST_BYTES = 1 << 20;

    static final int VERSION_KEY = 0;
    static final int PLAN_KEY = 1;

    private Wire() {}
}
