package io.tinyfleet.protocol.codec;

/** IEEE 754 binary16, which Java 17 has no words for. */
final class Float16 {
    private static final int LARGEST = 0x7BFF;
    private static final int FRACTION_BITS = 10;
    /** The spacing of subnormal numbers. */
    private static final double SMALLEST = 0x1p-24;

    private static final int LEAST_EXPONENT = -14;

    private Float16() {}

    /** The nearest, ties to even; what is beyond the largest finite number becomes that. */
    static short of(float value) {
        int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
        double magnitude = Math.abs((double) value);
        int exponent = Math.max(LEAST_EXPONENT, magnitude == 0 ? LEAST_EXPONENT : Math.getExponent(magnitude));
        // In units of the spacing at this exponent; a rounding up to the next power of two carries into the exponent.
        long units = (long) Math.rint(Math.scalb(magnitude, FRACTION_BITS - exponent));
        long bits = ((long) (exponent - LEAST_EXPONENT) << FRACTION_BITS) + units;
        return (short) (sign | (int) Math.min(bits, LARGEST));
    }

    /** Exactly; infinite or not a number where the bits say so. */
    static float value(short bits) {
        int fraction = bits & 0x3FF;
        int exponent = bits >>> FRACTION_BITS & 0x1F;
        double magnitude;
        if (exponent == 0x1F) {
            magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            magnitude = fraction * SMALLEST;
        } else {
            magnitude = Math.scalb((double) (fraction + (1 << FRACTION_BITS)), exponent - 1) * SMALLEST;
        }
        return (float) (bits < 0 ? -magnitude : magnitude);
    }
}
