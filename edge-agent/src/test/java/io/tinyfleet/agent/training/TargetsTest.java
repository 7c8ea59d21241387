package io.tinyfleet.agent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TargetsTest {
    @Test
    void prototypesBecomeDirections() {
        ContrastiveTargets targets = Targets.contrastive(
                3, 2, 1, 0.2, new boolean[] {true, false, true}, new float[] {1, 2, 3}, new float[] {3, 4, 9, 9, 0, 0});
        assertThat(targets.directions()).containsExactly(0.6f, 0.8f, 0, 0, 0, 0);
        assertThat(targets.isPresent(0)).isTrue();
        assertThat(targets.isPresent(1)).isFalse();
        assertThat(targets.share(0)).isEqualTo(1);
        assertThat(targets.share(1)).isZero();
        assertThat(targets.share(2)).isEqualTo(3);
    }

    @Test
    void directionsCannotBeChangedFromOutside() {
        ContrastiveTargets targets =
                Targets.contrastive(2, 1, 1, 0.2, new boolean[] {true, true}, new float[2], new float[] {3, -4});
        targets.directions()[0] = 99;
        assertThat(targets.directions()).containsExactly(1, -1);
    }

    @Test
    void noTargetsPullWithNoWeight() {
        assertThat(Targets.none(3, 5)).isEqualTo(new NoTargets(3, 5));
        assertThat(Targets.none(3, 5).lambda()).isZero();
    }

    @Test
    void tablesOfAnotherSizeAndTemperaturesOutOfRangeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Targets.squared(2, 3, 1, new float[6], new float[5]))
                .withMessage("weights must be 2 × 3 but has 5 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Targets.contrastive(2, 3, 1, 0.2, new boolean[2], new float[2], new float[5]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Targets.contrastive(2, 3, 1, 0.2, new boolean[3], new float[2], new float[6]));
        for (double temperature : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            Targets.contrastive(2, 3, 1, temperature, new boolean[2], new float[2], new float[6]));
        }
    }
}
