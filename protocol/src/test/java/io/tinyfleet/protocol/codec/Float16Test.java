package io.tinyfleet.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Float16Test {
    private static final int INFINITY = 0x7C00;
    private static final int LARGEST = INFINITY - 1;

    /** The other way to widen: the fields of binary32 are those of binary16, the exponent counted from 127 instead of 15. */
    private static float widened(int bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >>> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        return exponent == 0
                ? Math.copySign(fraction / (float) (1 << 24), Float.intBitsToFloat(sign))
                : Float.intBitsToFloat(sign | (exponent - 15 + 127) << 23 | (fraction << 13));
    }

    private static boolean isFinite(int bits) {
        return (bits & INFINITY) != INFINITY;
    }

    private static int of(float value) {
        return Short.toUnsignedInt(Float16.of(value));
    }

    @Test
    void allFinitePatternsComeBackAsTheyWere() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = Float16.value((short) bits);
            if (isFinite(bits)) {
                assertThat(Float.floatToRawIntBits(value)).as("%04x", bits).isEqualTo(bits(widened(bits)));
                assertThat(of(value)).isEqualTo(bits);
            } else {
                assertThat(Float.isFinite(value)).as("%04x", bits).isFalse();
            }
        }
        assertThat(Float16.value((short) 0x7C00)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Float16.value((short) 0xFC00)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(Float16.value((short) 0x7E00)).isNaN();
    }

    private static int bits(float value) {
        return Float.floatToRawIntBits(value);
    }

    /** Halfway between two neighbours, the one whose last bit is 0; a step of binary32 to either side, the nearer one. */
    @Test
    void allValuesHalfwayAreRoundedToEven() {
        for (int below = 0; below < LARGEST; below++) {
            float half = (float) (((double) widened(below) + widened(below + 1)) / 2);
            int even = below + (below & 1);
            assertThat(of(half)).as("%s", half).isEqualTo(even);
            assertThat(of(-half)).isEqualTo(0x8000 | even);
            assertThat(of(Math.nextDown(half))).isEqualTo(below);
            assertThat(of(Math.nextUp(half))).isEqualTo(below + 1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0000",
        "-0.0, 8000",
        "1, 3c00",
        "-2, c000",
        "0.33333334, 3555",
        "0.1, 2e66",
        "6.1035156E-5, 0400 ",
        "6.097555E-5, 03ff",
        "5.9604645E-8, 0001",
        "2.9802322E-8, 0000",
        "2.9802326E-8, 0001",
        "1.4E-45, 0000",
        "2049, 6800",
        "2051, 6802",
        "65504, 7bff",
        "65519.996, 7bff",
        "65520, 7bff",
        "-65536, fbff",
        "3.4028235E38, 7bff",
        "-3.4028235E38, fbff"
    })
    void aValueIsRoundedToTheNearestAndNeverToInfinity(float value, String bits) {
        assertThat(of(value)).isEqualTo(Integer.parseInt(bits, 16));
    }

    @Property(tries = 20_000)
    void noOtherPatternIsNearer(@ForAll int pattern) {
        float value = Float.intBitsToFloat(pattern);
        if (!Float.isFinite(value)) {
            return;
        }
        int bits = of(value);
        assertThat(isFinite(bits)).isTrue();
        assertThat(bits >>> 15).isEqualTo(pattern >>> 31);
        double error = Math.abs((double) value - widened(bits));
        int magnitude = bits & 0x7FFF;
        if (magnitude > 0) {
            assertThat(error).isLessThanOrEqualTo(Math.abs((double) value - widened(bits - 1)));
        }
        if (magnitude < LARGEST) {
            assertThat(error).isLessThanOrEqualTo(Math.abs((double) value - widened(bits + 1)));
        }
    }
}
