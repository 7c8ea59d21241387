package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.SparsePrototypes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The values of prototypes in an {@link Encoding}. All finite values can be written; what is rounded once is not rounded
 * again, so what was read is written as it was, bit for bit.
 */
final class PrototypeValues {
    private static final int LARGEST_Q = Byte.MAX_VALUE;
    private static final int SMALLEST_EXPONENT = Byte.MIN_VALUE;
    /** With 122, even 64 · 2^e, the smallest value that would need it, is no binary32. */
    private static final int LARGEST_EXPONENT = 121;

    private PrototypeValues() {}

    /** As they stand in the typed array. */
    static byte[] write(SparsePrototypes prototypes, Encoding encoding) {
        ByteBuffer bytes = ByteBuffer.allocate(prototypes.size() * encoding.bytesPerValue())
                .order(ByteOrder.LITTLE_ENDIAN);
        int classes = prototypes.classes().size();
        for (int position = 0; position < classes; position++) {
            int exponent = encoding.hasExponents() ? exponent(prototypes, position) : 0;
            for (int index = 0; index < prototypes.kept(); index++) {
                float value = prototypes.value(position, index);
                switch (encoding) {
                    case F32 -> bytes.putFloat(value);
                    case F16 -> bytes.putShort(Float16.of(value));
                    case I8 -> bytes.put(quotient(value, exponent));
                }
            }
        }
        return bytes.array();
    }

    /** One exponent for each class. */
    static byte[] exponents(SparsePrototypes prototypes) {
        byte[] exponents = new byte[prototypes.classes().size()];
        for (int position = 0; position < exponents.length; position++) {
            exponents[position] = (byte) exponent(prototypes, position);
        }
        return exponents;
    }

    /** The smallest e, from −128 to 121, with |v| ≤ 127 · 2^e for every value v of the class; 121 if there is none. */
    private static int exponent(SparsePrototypes prototypes, int position) {
        double largest = 0;
        for (int index = 0; index < prototypes.kept(); index++) {
            largest = Math.max(largest, Math.abs(prototypes.value(position, index)));
        }
        // 2^x ≤ largest < 2^(x+1), and 127 · 2^(x−6) is a little less than 2^(x+1).
        int exponent = Math.getExponent(largest) - 6;
        if (largest > Math.scalb((double) LARGEST_Q, exponent)) {
            exponent++;
        }
        return Math.min(Math.max(exponent, SMALLEST_EXPONENT), LARGEST_EXPONENT);
    }

    /** v / 2^e to the nearest whole number, ties to even; at most 127, which only values beyond 127 · 2^121 exceed. */
    private static byte quotient(float value, int exponent) {
        double quotient = Math.rint(Math.scalb((double) value, -exponent));
        return (byte) Math.min(Math.max(quotient, -LARGEST_Q), LARGEST_Q);
    }

    /**
     * The values that stand in a typed array.
     *
     * @param exponents of the classes; empty for encodings that have none
     */
    static float[] read(byte[] bytes, byte[] exponents, int kept, Encoding encoding) {
        float[] values = new float[bytes.length / encoding.bytesPerValue()];
        ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (encoding) {
                case F32 -> from.getFloat();
                case F16 -> Float16.value(from.getShort());
                case I8 -> (float) Math.scalb((double) from.get(), exponents[i / kept]);
            };
        }
        return values;
    }
}
