package io.tinyfleet.agent.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.training.EpochLosses;
import io.tinyfleet.agent.training.HandmadeTargets;
import io.tinyfleet.agent.training.Outputs;
import io.tinyfleet.agent.training.Targets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The factor λ is as large as makes each dimension's own factor λ·w 1: ten times more, and the first steps overshoot so
 * far that ReLUs die, whose features then stay at 0 for good.
 */
class PullTest {
    private static final SampleShape SHAPE = new SampleShape(2, 32);
    private static final int DIMENSIONS = 12;
    private static final int CLASSES = 3;
    private static final int KEPT = 4;
    private static final float TARGET = 0.75f;
    private static final int EPOCHS = 200;

    /** Class j keeps dimensions 4j … 4j+3. */
    private final LabelledSamples samples = ToyData.waves(SHAPE, 60, CLASSES, 21);

    /** On the mask some units have died for good, because two classes of three pull them to 0. */
    @Test
    void targetsZeroOffTheMaskPullAllFeatures() {
        Outputs outputs = train(targets(DIMENSIONS, 1f / DIMENSIONS, 1f / DIMENSIONS));
        assertThat(meanDistance(outputs, true, TARGET)).isLessThan(0.25);
        assertThat(meanDistance(outputs, false, 0)).isLessThan(0.05);
    }

    @Test
    void dimensionsOffTheMaskStayFreeWithoutWeight() {
        Outputs alone = train(Targets.none(CLASSES, DIMENSIONS));
        Outputs pulled = train(targets(KEPT, 1f / KEPT, 0));
        assertThat(meanDistance(alone, true, TARGET)).isGreaterThan(0.5);
        assertThat(meanDistance(alone, false, 0)).isGreaterThan(0.5);
        assertThat(meanDistance(pulled, true, TARGET)).isLessThan(0.1);
        assertThat(meanDistance(pulled, false, 0)).isGreaterThan(0.5);
    }

    @ParameterizedTest
    @MethodSource("io.tinyfleet.agent.djl.Architectures#forSeries")
    void classesWithoutTargetContributeNothing(Architecture architecture) {
        LabelledSamples onlyTheLast = ToyData.waves(SHAPE, 40, i -> CLASSES - 1, 22);
        float[][] values = new float[CLASSES][DIMENSIONS];
        float[][] weights = new float[CLASSES][DIMENSIONS];
        for (int j = 0; j < CLASSES - 1; j++) {
            Arrays.fill(values[j], TARGET);
            Arrays.fill(weights[j], 1f / DIMENSIONS);
        }
        try (DjlLearner alone = learner(architecture);
                DjlLearner pulled = learner(architecture)) {
            for (int epoch = 0; epoch < 3; epoch++) {
                EpochLosses without = alone.trainEpoch(onlyTheLast, Targets.none(CLASSES, DIMENSIONS))
                        .losses();
                EpochLosses with = pulled.trainEpoch(onlyTheLast, HandmadeTargets.squared(10, values, weights))
                        .losses();
                assertThat(with).isEqualTo(without);
            }
            assertThat(ToyData.bits(pulled.evaluate(onlyTheLast))).isEqualTo(ToyData.bits(alone.evaluate(onlyTheLast)));
        }
    }

    @Test
    void noPullIsReportedWithoutTargets() {
        try (DjlLearner learner = learner(Architecture.MLP)) {
            EpochLosses losses = learner.trainEpoch(samples, Targets.none(CLASSES, DIMENSIONS))
                    .losses();
            assertThat(losses.pull()).isZero();
            assertThat(losses.crossEntropy()).isBetween(0.5, 2.0);
        }
    }

    private Outputs train(Targets targets) {
        try (DjlLearner learner = learner(Architecture.CNN)) {
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                learner.trainEpoch(samples, targets);
            }
            return learner.evaluate(samples);
        }
    }

    private static Targets targets(double lambda, float weightOnMask, float weightOffMask) {
        float[][] values = new float[CLASSES][DIMENSIONS];
        float[][] weights = new float[CLASSES][DIMENSIONS];
        for (int j = 0; j < CLASSES; j++) {
            for (int k = 0; k < DIMENSIONS; k++) {
                values[j][k] = kept(j, k) ? TARGET : 0;
                weights[j][k] = kept(j, k) ? weightOnMask : weightOffMask;
            }
        }
        return HandmadeTargets.squared(lambda, values, weights);
    }

    private double meanDistance(Outputs outputs, boolean onMask, float from) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < samples.size(); i++) {
            float[] features = outputs.features(i);
            for (int k = 0; k < DIMENSIONS; k++) {
                if (kept(samples.label(i), k) == onMask) {
                    sum += Math.abs(features[k] - from);
                    count++;
                }
            }
        }
        return sum / count;
    }

    private static boolean kept(int label, int dimension) {
        return dimension / KEPT == label;
    }

    private static DjlLearner learner(Architecture architecture) {
        return new DjlLearner(architecture, SHAPE, DIMENSIONS, CLASSES, new TrainingSettings(0.005, 16), 5);
    }
}
