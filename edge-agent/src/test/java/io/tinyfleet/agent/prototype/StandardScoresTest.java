package io.tinyfleet.agent.prototype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class StandardScoresTest {
    private static final double NAN = Double.NaN;

    @Test
    void haveMeanZeroAndDeviationOne() {
        assertThat(StandardScores.of(new double[] {1, 5, 5, 9}))
                .containsExactly(-4 / Math.sqrt(8), 0, 0, 4 / Math.sqrt(8));
        assertThat(StandardScores.of(new double[] {2, 4})).containsExactly(-1, 1);
    }

    @Test
    void unknownClassesGetTheLowestAndDoNotCount() {
        assertThat(StandardScores.of(new double[] {NAN, 4, NAN, 2})).containsExactly(-1, 1, -1, -1);
    }

    @Test
    void whereNothingIsToldApartAllAreZero() {
        assertThat(StandardScores.of(new double[] {})).isEmpty();
        assertThat(StandardScores.of(new double[] {NAN, NAN})).containsExactly(0, 0);
        assertThat(StandardScores.of(new double[] {NAN, 7, NAN})).containsExactly(0, 0, 0);
        assertThat(StandardScores.of(new double[] {0, 0, 0})).containsExactly(0, 0, 0);
        assertThat(StandardScores.of(new double[] {0.1, 0.1, 0.1})).containsExactly(0, 0, 0);
        assertThat(StandardScores.of(new double[] {1, 1 - Math.ulp(1.0), NAN})).containsExactly(0, 0, 0);
    }

    @Test
    void areAlwaysFinite() {
        for (double extreme : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE}) {
            assertThat(StandardScores.of(new double[] {extreme, 0, NAN, -extreme}))
                    .as("%s", extreme)
                    .matches(scores -> Arrays.stream(scores).allMatch(Double::isFinite));
        }
    }

    @Property
    void aConstantMoreOrAnotherScaleChangesNothing(
            @ForAll("scores") double[] scores,
            @ForAll @DoubleRange(min = -1_000, max = 1_000) double constant,
            @ForAll @DoubleRange(min = 0.01, max = 1_000) double scale) {
        double[] other =
                Arrays.stream(scores).map(score -> scale * (score + constant)).toArray();
        assertThat(StandardScores.of(other)).containsExactly(StandardScores.of(scores), within(1e-6));
    }

    /** Far enough from one another not to be lost in rounding. */
    @Provide
    Arbitrary<double[]> scores() {
        return Arbitraries.doubles()
                .between(-100, 100)
                .array(double[].class)
                .ofMinSize(1)
                .ofMaxSize(20)
                .map(some -> {
                    double[] scores = Arrays.copyOf(some, some.length + 1);
                    scores[some.length] = 300;
                    return scores;
                });
    }
}
