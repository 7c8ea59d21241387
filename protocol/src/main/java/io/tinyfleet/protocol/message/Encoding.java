package io.tinyfleet.protocol.message;

import io.tinyfleet.protocol.Coded;

/** How prototype values stand on the wire: an RFC 8746 typed array, little-endian. */
public enum Encoding implements Coded {
    /** IEEE 754 binary32: tag 85. Nothing is lost. */
    F32(0, 85, Float.BYTES),
    /**
     * IEEE 754 binary16, rounded to the nearest, ties to even: tag 84. Up to {@link #LARGEST_F16}, which stands for all that
     * is larger.
     */
    F16(1, 84, Short.BYTES),
    /**
     * Whole numbers q from −127 to 127, tag 72, and for each class an exponent e from −128 to 121, tag 72: the value is
     * q · 2^e. e is the smallest with which all values of the class fit; q is rounded to the nearest, ties to even. Up to
     * 127 · 2^121, far above any norm limit; an error is at most half of 2^e.
     */
    I8(2, 72, Byte.BYTES);

    /** The largest finite binary16. */
    public static final double LARGEST_F16 = 65_504;

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

    /** Whether each class has an exponent besides its values. */
    public boolean hasExponents() {
        return this == I8;
    }
}
