package io.tinyfleet.agent.prototype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.tinyfleet.agent.prototype.CombinedRule.Choice;
import io.tinyfleet.agent.prototype.CombinedRule.Weights;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CombinedRuleTest {
    private static final float[] EAST = {1, 0};
    private static final float[] UNDECIDED = new float[3];

    /** Class 0 lies east, class 1 north. */
    private static final NearestPrototype LOCAL = rule(Map.of(0, new double[] {2, 0}, 1, new double[] {0, 2}));
    /** Class 1 lies north, class 2 east. */
    private static final NearestPrototype GLOBAL = rule(Map.of(1, new double[] {0, 1}, 2, new double[] {1, 0}));

    private static final NearestPrototype NOTHING = rule(Map.of());

    @Test
    void theLargestWeightedSumIsPredicted() {
        // Logits 0 3 6 are −√1.5, 0 and √1.5; own distances 1 √5 – are 1, −1 and −1; the fleet's – 0 1 are −1, −1 and
        // 1.
        float[] logits = {0, 3, 6};
        double root = Math.sqrt(1.5);
        requireChoice(logits, new Weights(1, 0, 0), 2, root);
        requireChoice(logits, new Weights(0, 1, 0), 0, 2);
        requireChoice(logits, new Weights(0, 0, 1), 2, 2);
        requireChoice(logits, new Weights(0.5, 1, 0), 0, 2 - root);
        requireChoice(logits, new Weights(0.5, 1, 2), 2, 2 + root);
    }

    @Test
    void ofEqualSumsTheFirstIsPredicted() {
        assertThat(new CombinedRule(new Weights(0, 1, 1), LOCAL, GLOBAL).choose(UNDECIDED, EAST))
                .isEqualTo(new Choice(0, 0));
        assertThat(new CombinedRule(Weights.DEFAULT, LOCAL, GLOBAL).choose(UNDECIDED, new float[2]))
                .isEqualTo(new Choice(0, 0));
        assertThat(new CombinedRule(new Weights(1, 0, 0), LOCAL, GLOBAL).choose(new float[] {0, 1, 1}, EAST))
                .isEqualTo(new Choice(1, 0));
    }

    @Test
    void whatIsAbsentHasNoSay() {
        float[] logits = {0, 3, 6};
        Weights weights = new Weights(1, 100, 100);
        assertThat(new CombinedRule(weights, NOTHING, null).choose(logits, EAST).cls())
                .isEqualTo(2);
        assertThat(new CombinedRule(weights, NOTHING, NOTHING)
                        .choose(logits, EAST)
                        .cls())
                .isEqualTo(2);
        assertThat(new CombinedRule(weights, LOCAL, null).choose(logits, EAST).cls())
                .isZero();
        assertThat(new CombinedRule(Weights.DEFAULT, rule(Map.of(0, new double[] {0, 1})), null)
                        .choose(new float[] {-1}, EAST))
                .as("one class in all")
                .isEqualTo(new Choice(0, 0));
    }

    /** A device that holds one class learns nothing from its prototype: whatever it sees is near that. */
    @Test
    void aRuleThatKnowsOneClassHasNoSay() {
        NearestPrototype one = rule(Map.of(1, new double[] {1, 0}));
        assertThat(new CombinedRule(new Weights(1, 100, 0), one, null).choose(new float[] {0, 3, 6}, EAST))
                .isEqualTo(new CombinedRule(new Weights(1, 0, 0), one, null).choose(new float[] {0, 3, 6}, EAST));
    }

    @ParameterizedTest
    @ValueSource(
            floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, Float.MIN_VALUE})
    void whateverTheModelSaysTheMarginIsANumber(float value) {
        CombinedRule rule = new CombinedRule(new Weights(1, 1, 1), LOCAL, GLOBAL);
        for (float[] logits : new float[][] {UNDECIDED, {value, 0, 1}, {value, value, value}}) {
            for (float[] features : new float[][] {EAST, {value, 0}, {value, value}}) {
                assertThat(rule.choose(logits, features).margin()).isFinite().isNotNegative();
            }
        }
    }

    @Property
    void logitsCountBesideEachOtherOnly(
            @ForAll("fourFloats") float[] logits,
            @ForAll @FloatRange(min = -64, max = 64) float constant,
            @ForAll("powersOfTwo") float scale) {
        float[] others = new float[logits.length];
        for (int cls = 0; cls < others.length; cls++) {
            others[cls] = scale * (logits[cls] + Math.round(constant));
        }
        CombinedRule rule = new CombinedRule(new Weights(1, 1, 1), LOCAL, GLOBAL);
        requireAlike(rule.choose(logits, EAST), rule.choose(others, EAST));
    }

    @Property
    void onlyTheDirectionCountsBesideTheFleetsPrototypes(
            @ForAll("fourFloats") float[] values, @ForAll("powersOfTwo") float scale) {
        float[] logits = {values[0], values[1], 0};
        CombinedRule rule = new CombinedRule(new Weights(1, 0, 1), LOCAL, GLOBAL);
        requireAlike(
                rule.choose(logits, new float[] {values[2] + 11, values[3]}),
                rule.choose(logits, new float[] {scale * (values[2] + 11), scale * values[3]}));
    }

    private static void requireAlike(Choice one, Choice other) {
        assertThat(other.margin()).isCloseTo(one.margin(), within(1e-9));
        if (one.margin() > 1e-9) {
            assertThat(other.cls()).isEqualTo(one.cls());
        }
    }

    /** Such that sums with whole numbers are exact. */
    @Provide
    Arbitrary<float[]> fourFloats() {
        return Arbitraries.integers()
                .between(-80, 80)
                .map(eighths -> eighths / 8f)
                .array(float[].class)
                .ofSize(4);
    }

    @Provide
    Arbitrary<Float> powersOfTwo() {
        return Arbitraries.integers().between(-10, 10).map(power -> Math.scalb(1f, power));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "-1, 1, 1", "1, -1, 1", "1, 1, -1", "NaN, 1, 1", "Infinity, 0, 0"})
    void weightsAreFiniteAndNotAllZero(double head, double local, double global) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Weights(head, local, global));
    }

    private static void requireChoice(float[] logits, Weights weights, int cls, double margin) {
        Choice choice = new CombinedRule(weights, LOCAL, GLOBAL).choose(logits, EAST);
        assertThat(choice.cls()).isEqualTo(cls);
        assertThat(choice.margin()).isCloseTo(margin, within(1e-12));
    }

    private static NearestPrototype rule(Map<Integer, double[]> prototypes) {
        NearestPrototype.Builder rule = new NearestPrototype.Builder();
        prototypes.forEach(rule::add);
        return rule.build();
    }
}
