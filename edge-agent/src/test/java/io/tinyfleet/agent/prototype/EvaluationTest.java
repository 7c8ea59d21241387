package io.tinyfleet.agent.prototype;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.agent.prototype.CombinedRule.Weights;
import io.tinyfleet.protocol.message.Accuracy;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final Weights WEIGHTS = new Weights(0.5, 1, 0);

    /** Own prototypes: class 0 at 0 and class 1 at 10. The fleet's: class 0 at 0, class 1 at 4 and class 2 at 12. */
    private final NearestPrototype local = rule(0, 10);

    private final NearestPrototype global = rule(0, 4, 12);

    private final HandSamples four =
            HandSamples.of(new int[] {0, 1, 1, 2}, new float[][] {{1}, {3}, {9}, {11}}, new float[][] {
                {1, 0, 0}, {1, 5, 2}, {-3, -1, -2}, {0, 0, 7}
            });

    @Test
    void theRulesAreJudgedSeparatelyAndTogether() {
        // own: 0 0 1 1, fleet: 0 1 2 2, head: 0 1 1 2, combined: 1 1 1 1, since all but class 0 of own lies one way
        assertThat(Evaluation.of(four.samples(), four.outputs(), local, global, WEIGHTS))
                .isEqualTo(new Accuracy(2 / 4.0, 3 / 4.0, 4 / 4.0, 2 / 4.0));
        assertThat(Evaluation.of(four.samples(), four.outputs(), local, global, new Weights(1, 0, 0))
                        .combined())
                .isEqualTo(1);
    }

    @Test
    void withoutGlobalPrototypesTheirRuleIsNotJudged() {
        assertThat(Evaluation.of(four.samples(), four.outputs(), local, null, WEIGHTS))
                .isEqualTo(new Accuracy(0.5, null, 1, 0.5));
    }

    @Test
    void aRuleThatPredictsNothingIsNeverRight() {
        assertThat(Evaluation.of(four.samples(), four.outputs(), rule(), rule(), WEIGHTS))
                .isEqualTo(new Accuracy(0, 0.0, 1, 1));
    }

    @Test
    void ofEquallyLargeLogitsTheFirstCounts() {
        HandSamples undecided = HandSamples.of(new int[] {0, 1}, new float[2][1], new float[2][2]);
        assertThat(Evaluation.of(undecided.samples(), undecided.outputs(), local, null, WEIGHTS)
                        .head())
                .isEqualTo(0.5);
    }

    @Test
    void withoutSamplesAllSharesAreZero() {
        HandSamples none = HandSamples.of(new int[0], new float[0][], new float[0][]);
        assertThat(Evaluation.of(none.samples(), none.outputs(), local, global, WEIGHTS))
                .isEqualTo(new Accuracy(0, 0.0, 0, 0));
        assertThat(Evaluation.of(none.samples(), none.outputs(), local, null, WEIGHTS))
                .isEqualTo(new Accuracy(0, null, 0, 0));
    }

    /** Class j at the j-th place on a line. */
    private static NearestPrototype rule(double... places) {
        NearestPrototype.Builder rule = new NearestPrototype.Builder();
        for (int cls = 0; cls < places.length; cls++) {
            rule.add(cls, new double[] {places[cls]});
        }
        return rule.build();
    }
}
