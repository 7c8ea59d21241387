package io.tinyfleet.agent.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitMixTest {
    @Test
    void numbersAreThoseOfPublishedSplitMix64() {
        SplitMix random = SplitMix.of(1_234_567);

        // First outputs of SplitMix64 for this seed, as published with many implementations.
        assertThat(random.uniform()).isEqualTo((6_457_827_717_110_365_317L >>> 11) * 0x1.0p-53);
        assertThat(random.uniform()).isEqualTo((3_203_168_211_198_807_973L >>> 11) * 0x1.0p-53);
    }

    @Test
    void pathsThatDifferAnywhereGiveOtherNumbers() {
        double number = SplitMix.of(1, 2, 3).uniform();

        assertThat(SplitMix.of(1, 2, 3).uniform()).isEqualTo(number);
        assertThat(SplitMix.of(2, 2, 3).uniform()).isNotEqualTo(number);
        assertThat(SplitMix.of(1, 3, 2).uniform()).isNotEqualTo(number);
        assertThat(SplitMix.of(1, 2).uniform()).isNotEqualTo(number);
    }

    @Test
    void deviatesHaveTheMomentsOfTheirDistributions() {
        SplitMix random = SplitMix.of(7);
        int count = 100_000;
        double normal = 0;
        double squares = 0;
        double exponential = 0;
        for (int i = 0; i < count; i++) {
            double deviate = random.normal();
            normal += deviate;
            squares += deviate * deviate;
            exponential += random.exponential();
        }

        assertThat(normal / count).isCloseTo(0, within(0.02));
        assertThat(squares / count).isCloseTo(1, within(0.02));
        assertThat(exponential / count).isCloseTo(1, within(0.02));
    }

    @Test
    void shufflingKeepsEveryValue() {
        int[] values = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

        SplitMix.of(1).shuffle(values);

        assertThat(values).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(values).isNotEqualTo(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.7, 1, 4})
    void gammaHasItsShapeAsMeanAndVariance(double shape) {
        SplitMix random = SplitMix.of(11);
        int count = 100_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double deviate = random.gamma(shape);
            sum += deviate;
            squares += (deviate - shape) * (deviate - shape);
        }

        assertThat(sum / count).isCloseTo(shape, within(0.02 * Math.max(1, shape)));
        assertThat(squares / count).isCloseTo(shape, within(0.05 * Math.max(1, shape)));
    }
}
