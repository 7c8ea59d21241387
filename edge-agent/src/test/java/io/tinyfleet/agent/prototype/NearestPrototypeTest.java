package io.tinyfleet.agent.prototype;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NearestPrototypeTest {
    @Test
    void theNearestIsPredicted() {
        NearestPrototype rule = rule(new int[] {4, 1}, new double[][] {{0, 0}, {3, 4}});
        assertThat(rule.predict(new float[] {1, 1})).isEqualTo(4);
        assertThat(rule.predict(new float[] {3, 1})).isEqualTo(1);
    }

    @Test
    void ofEquallyNearOnesTheOneAddedFirstIsPredicted() {
        assertThat(rule(new int[] {4, 1}, new double[][] {{-1, 0}, {1, 0}}).predict(new float[] {0, 7}))
                .isEqualTo(4);
        assertThat(rule(new int[] {1, 4}, new double[][] {{-1, 0}, {1, 0}}).predict(new float[] {0, 7}))
                .isEqualTo(1);
    }

    @Test
    void aClassWithoutPrototypeIsNeverPredicted() {
        NearestPrototype rule = rule(new int[] {0, 2}, new double[][] {{-1}, {1}});
        for (float at = -10; at <= 10; at += 0.25f) {
            assertThat(rule.predict(new float[] {at})).isEqualTo(at <= 0 ? 0 : 2);
        }
    }

    @Test
    void withoutAnyPrototypeNothingIsPredicted() {
        assertThat(rule(new int[0], new double[0][]).predict(new float[] {1, 2}))
                .isEqualTo(-1);
    }

    @Test
    void featuresThatAreNoNumbersAreNearToNothing() {
        assertThat(rule(new int[] {0}, new double[][] {{1}}).predict(new float[] {Float.NaN}))
                .isEqualTo(-1);
    }

    @Test
    void aPrototypeIsCopiedWhenAdded() {
        double[] prototype = {0};
        NearestPrototype rule = rule(new int[] {0, 1}, new double[][] {prototype, {10}});
        prototype[0] = 100;
        assertThat(rule.predict(new float[] {1})).isZero();
    }

    @Test
    void cosinesAreOfTheClassesThatHaveAPrototypeAndZeroWithoutLength() {
        NearestPrototype rule = rule(new int[] {3, 1, 0}, new double[][] {{3, 4}, {-6, -8}, {0, 0}});
        assertThat(rule.cosines(new float[] {6, 8}, 4)).containsExactly(0, -1, Double.NaN, 1);
        assertThat(rule.cosines(new float[] {1, 0}, 4)).containsExactly(0, -0.6, Double.NaN, 0.6);
        assertThat(rule.cosines(new float[2], 4)).containsExactly(0, 0, Double.NaN, 0);
    }

    @Test
    void distancesAreOfTheClassesThatHaveAPrototype() {
        NearestPrototype rule = rule(new int[] {2, 0}, new double[][] {{3, 4}, {1, 1}});
        assertThat(rule.distances(new float[] {0, 0}, 3)).containsExactly(Math.sqrt(2), Double.NaN, 5);
    }

    private static NearestPrototype rule(int[] classes, double[][] prototypes) {
        NearestPrototype.Builder rule = new NearestPrototype.Builder();
        for (int i = 0; i < classes.length; i++) {
            rule.add(classes[i], prototypes[i]);
        }
        return rule.build();
    }
}
