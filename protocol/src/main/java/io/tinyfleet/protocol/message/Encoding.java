package io.tinyfleet.protocol.message;

import io.tinyfleet.protocol.Coded;

/** How prototype values stand on the wire: an RFC 8746 typed array. */
public enum Encoding implements Coded {
    /** IEEE 754 binary32, little-endian: tag 85. */
    F32(0, 85, Float.BYTES);

    private final int code;
    private final int tag;
    private final int bytesPerValue;

    Encoding(int code, int tag, int bytesPerValue) {
        this.code = code;
        this.tag = tag;
        this.bytesPerValue = bytesPerValue;
    }

    @Override
    public int code() {
        return code;
    }

    /** The CBOR tag of the typed array. */
    public int tag() {
        return tag;
    }

    public int bytesPerValue() {
        return bytesPerValue;
    }
}
