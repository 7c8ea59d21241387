package io.tinyfleet.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.SparsePrototypes;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrototypeValuesTest {
    private static final float LARGEST_I8 = 127 * 0x1p121f;

    private static SparsePrototypes oneClass(float... values) {
        return new SparsePrototypes(ClassSet.of(0), values.length, values);
    }

    private static int exponent(float... values) {
        return PrototypeValues.exponents(oneClass(values))[0];
    }

    private static byte[] i8(float... values) {
        return PrototypeValues.write(oneClass(values), Encoding.I8);
    }

    private static float[] back(Encoding encoding, float... values) {
        return PrototypesCodec.rounded(oneClass(values), encoding).toArray();
    }

    @Test
    void wholeNumbersUpTo127AreWrittenAsTheyAre() {
        assertThat(exponent(127, -127, 0, -0.0f)).isZero();
        assertThat(i8(127, -127, 0, -0.0f)).containsExactly(127, -127, 0, 0);
        assertThat(back(Encoding.I8, 127, -127, -0.0f)).containsExactly(127, -127, 0);
    }

    @Test
    void halvesAreRoundedToEven() {
        assertThat(i8(127, 0.5f, 1.5f, 2.5f, -0.5f, -1.5f, -2.5f, 0.50001f, 126.5f))
                .containsExactly(127, 0, 2, 2, 0, -2, -2, 1, 126);
    }

    @Test
    void aValueBeyond127TakesTheNextExponent() {
        assertThat(exponent(127.00001f)).isEqualTo(1);
        assertThat(i8(127.00001f, 1, 3, 5)).containsExactly(64, 0, 2, 2);
    }

    @Test
    void everyClassHasItsOwnExponent() {
        SparsePrototypes prototypes =
                new SparsePrototypes(ClassSet.of(3, 5), 2, new float[] {1000, -3, 0.001f, 0.0005f});
        // 1000 / 2^3 = 125, -3 / 2^3 = -0.375; 0.001 / 2^-16 = 65.5, 0.0005 / 2^-16 = 32.8
        assertThat(PrototypeValues.exponents(prototypes)).containsExactly(3, -16);
        assertThat(PrototypeValues.write(prototypes, Encoding.I8)).containsExactly(125, 0, 66, 33);
    }

    @ParameterizedTest
    @CsvSource({
        "0, -128, 0",
        "-0.0, -128, 0",
        "1.4E-45, -128, 0",
        "-1.17549435E-38, -128, -4",
        "3.4028235E38, 121, 127",
        "-3.4028235E38, 121, -127"
    })
    void theEndsOfBinary32CanBeWritten(float value, int exponent, int q) {
        assertThat(exponent(value)).isEqualTo(exponent);
        assertThat(i8(value)).containsExactly(q);
    }

    /** With e = 122 the largest would be rounded up to 64 · 2^122 = 2^128, which is no binary32. */
    @Test
    void theLargestValuesBecomeTheLargestThatCanBeRead() {
        assertThat(back(Encoding.I8, Float.MAX_VALUE, LARGEST_I8, -Math.nextUp(LARGEST_I8), 1e38f))
                .containsExactly(LARGEST_I8, LARGEST_I8, -LARGEST_I8, 38 * 0x1p121f);
        assertThat(back(Encoding.F16, Float.MAX_VALUE, -65520)).containsExactly(65504, -65504);
    }

    @Test
    void aClassOfZerosAndNoClassAtAllHaveAForm() {
        assertThat(back(Encoding.I8, 0, 0)).containsExactly(0, 0);
        assertThat(PrototypesCodec.rounded(SparsePrototypes.none(5), Encoding.I8))
                .isEqualTo(SparsePrototypes.none(5));
    }

    /** Every finite bit pattern as likely as any other, and classes of values that are alike. */
    @Provide
    Arbitrary<SparsePrototypes> prototypes() {
        Arbitrary<Float> any = Arbitraries.integers().map(Float::intBitsToFloat).filter(Float::isFinite);
        return Arbitraries.of(
                        List.of(any, Arbitraries.floats(), Arbitraries.floats().between(-100, 100)))
                .flatMap(values -> values.array(float[].class).ofMinSize(3).ofMaxSize(12))
                .map(values -> new SparsePrototypes(ClassSet.of(1, 4, 7), values.length / 3, head(values)));
    }

    private static float[] head(float[] values) {
        return Arrays.copyOf(values, values.length / 3 * 3);
    }

    @Property(tries = 5_000)
    void whatIsRoundedOnceIsNotRoundedAgain(
            @ForAll("prototypes") SparsePrototypes prototypes, @ForAll Encoding encoding) {
        SparsePrototypes once = PrototypesCodec.rounded(prototypes, encoding);
        assertThat(PrototypesCodec.rounded(once, encoding)).isEqualTo(once);
        assertThat(PrototypeValues.write(once, encoding)).isEqualTo(PrototypeValues.write(prototypes, encoding));
        if (encoding.hasExponents()) {
            assertThat(PrototypeValues.exponents(once)).isEqualTo(PrototypeValues.exponents(prototypes));
        }
    }

    @Property(tries = 2_000)
    void f32LosesNothing(@ForAll("prototypes") SparsePrototypes prototypes) {
        assertThat(PrototypesCodec.rounded(prototypes, Encoding.F32)).isEqualTo(prototypes);
    }

    @Property(tries = 5_000)
    void anI8IsHalfAStepAwayAtMostAndTheStepIsTheSmallest(@ForAll("prototypes") SparsePrototypes prototypes) {
        SparsePrototypes back = PrototypesCodec.rounded(prototypes, Encoding.I8);
        byte[] exponents = PrototypeValues.exponents(prototypes);
        for (int position = 0; position < exponents.length; position++) {
            double step = Math.scalb(1.0, exponents[position]);
            double largest = 0;
            for (int index = 0; index < prototypes.kept(); index++) {
                double value = prototypes.value(position, index);
                largest = Math.max(largest, Math.abs(value));
                if (Math.abs(value) <= LARGEST_I8) {
                    assertThat(Math.abs(value - back.value(position, index))).isLessThanOrEqualTo(step / 2);
                }
            }
            assertThat(largest <= 127 * step || exponents[position] == 121).isTrue();
            assertThat(largest > 127 * (step / 2) || exponents[position] == -128)
                    .isTrue();
        }
    }

    /** All that a receiver lets pass: −127 to 127, at least one of 64 or more unless the exponent is the smallest. */
    @Provide
    Arbitrary<byte[]> bytesOfAClass() {
        return Combinators.combine(
                        Arbitraries.bytes()
                                .between((byte) -127, (byte) 127)
                                .array(byte[].class)
                                .ofSize(4),
                        Arbitraries.bytes().between((byte) -127, (byte) 121),
                        Arbitraries.of(64, -64, 100, 127, -127))
                .as((bytes, exponent, large) ->
                        new byte[] {bytes[0], bytes[1], bytes[2], (byte) (int) large, exponent});
    }

    @Property(tries = 5_000)
    void whatIsReadIsWrittenAsItWas(@ForAll("bytesOfAClass") byte[] bytes) {
        byte[] values = Arrays.copyOf(bytes, 4);
        byte[] exponents = {bytes[4]};
        SparsePrototypes read = oneClass(PrototypeValues.read(values, exponents, 4, Encoding.I8));
        assertThat(PrototypeValues.write(read, Encoding.I8)).isEqualTo(values);
        assertThat(PrototypeValues.exponents(read)).isEqualTo(exponents);
    }
}
