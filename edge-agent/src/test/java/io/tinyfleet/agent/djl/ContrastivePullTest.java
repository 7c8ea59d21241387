package io.tinyfleet.agent.djl;

import static io.tinyfleet.agent.training.HandmadeTargets.NO_PROTOTYPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.tinyfleet.agent.training.HandmadeTargets;
import io.tinyfleet.agent.training.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The pull of directions, its value and its slope along the features. */
class ContrastivePullTest {
    private static final float[][] AXES = {{1, 0}, {0, 1}};

    /** λ·R of the batch and ∂/∂f, {@code [n · d]}. */
    private record Outcome(double pull, List<Float> slope) {}

    @Test
    void equalAnglesShareTheProbability() {
        assertThat(pull(HandmadeTargets.contrastive(1, 0.2, AXES), 0, 3, 3).pull())
                .isCloseTo(Math.log(2), within(1e-6));
    }

    @Test
    void theOwnPrototypesDirectionCostsWhatTheOthersLeave() {
        // cosines 1 and 0, T = 0.5: −log(e² / (e² + 1))
        Targets targets = HandmadeTargets.contrastive(1, 0.5, AXES);
        assertThat(pull(targets, 0, 7, 0).pull()).isCloseTo(Math.log1p(Math.exp(-2)), within(1e-6));
        assertThat(pull(targets, 1, 7, 0).pull()).isCloseTo(2 + Math.log1p(Math.exp(-2)), within(1e-6));
    }

    @Test
    void lambdaScalesValueAndSlope() {
        Outcome one = pull(HandmadeTargets.contrastive(1, 0.5, AXES), 0, 1, 2);
        Outcome ten = pull(HandmadeTargets.contrastive(10, 0.5, AXES), 0, 1, 2);
        assertThat(ten.pull()).isCloseTo(10 * one.pull(), within(1e-5));
        assertThat(ten.slope())
                .isEqualTo(one.slope().stream().map(slope -> 10 * slope).toList());
    }

    @Test
    void aClassPullsWithItsShare() {
        Targets whole = HandmadeTargets.contrastive(1, 0.5, AXES);
        Targets half = HandmadeTargets.shared(1, 0.5, new float[] {0.5f, 1}, AXES);
        assertThat(pull(half, 0, 1, 2).pull()).isEqualTo(pull(whole, 0, 1, 2).pull() / 2);
        assertThat(pull(half, 1, 1, 2)).isEqualTo(pull(whole, 1, 1, 2));
    }

    @Test
    void lengthsDoNotMatter() {
        Outcome shortOnes =
                pull(HandmadeTargets.contrastive(1, 0.5, new float[] {1e-3f, 0}, new float[] {0, 50}), 0, 1, 2);
        Outcome longOnes = pull(HandmadeTargets.contrastive(1, 0.5, AXES), 0, 100, 200);
        assertThat(shortOnes.pull()).isCloseTo(longOnes.pull(), within(1e-6));
    }

    @Test
    void classesWithoutPrototypeNeitherPullNorPush() {
        Targets two = HandmadeTargets.contrastive(1, 0.5, AXES);
        Targets twoOfThree = HandmadeTargets.contrastive(1, 0.5, AXES[0], NO_PROTOTYPE, AXES[1]);
        assertThat(pull(twoOfThree, 0, 1, 2).pull())
                .isEqualTo(pull(two, 0, 1, 2).pull());
        Outcome absent = pull(twoOfThree, 1, 1, 2);
        assertThat(absent.pull()).isZero();
        assertThat(absent.slope()).containsExactly(0f, 0f);
    }

    @Test
    void aLonePrototypeCannotBeToldFromOthers() {
        Outcome lone = pull(HandmadeTargets.contrastive(1, 0.5, AXES[0], NO_PROTOTYPE), 0, 1, 2);
        assertThat(lone.pull()).isZero();
        assertThat(lone.slope()).containsExactly(0f, 0f);
    }

    @Test
    void aPrototypeOfLengthZeroHasNoDirection() {
        assertThat(pull(HandmadeTargets.contrastive(1, 1, new float[] {0, 0}, AXES[1]), 0, 5, 0)
                        .pull())
                .isCloseTo(Math.log(2), within(1e-6));
    }

    @Test
    void aFeatureOfLengthZeroIsAsFarFromEveryClass() {
        Outcome zero = pull(HandmadeTargets.contrastive(1, 0.2, AXES), 0, 0, 0);
        assertThat(zero.pull()).isCloseTo(Math.log(2), within(1e-6));
        assertThat(zero.slope()).allMatch(Float::isFinite);
    }

    /** What ends in a ReLU, as the features of our models do, passes no slope where it is 0. */
    @Test
    void aFeatureThatReluMadeZeroPassesNoSlope() {
        try (NDManager manager = PyTorch.newManager()) {
            PtNDArray before = features(manager, -1, -2);
            PtNDArray features = GradMode.RECORDING.during(() -> JniUtils.relu(before));
            PtNDArray sum = pull(HandmadeTargets.contrastive(1, 0.2, AXES), features, 0, manager);
            assertThat(slope(sum, before)).containsExactly(0f, 0f);
        }
    }

    @Test
    void slopesAreThoseOfTheFormula() {
        int classes = 5;
        int dimensions = 7;
        SplittableRandom random = new SplittableRandom(3);
        float[][] prototypes = new float[classes][];
        for (int cls = 0; cls < classes; cls++) {
            prototypes[cls] = cls == 2 ? NO_PROTOTYPE : values(random, dimensions);
        }
        for (int label = 0; label < classes; label++) {
            float[] feature = values(random, dimensions);
            Outcome outcome = pull(HandmadeTargets.contrastive(2.5, 0.3, prototypes), label, feature);
            assertThat(outcome.pull()).isCloseTo(2.5 * byHand(prototypes, 0.3, label, feature), within(1e-5));
            for (int k = 0; k < dimensions; k++) {
                float[] above = feature.clone();
                float[] below = feature.clone();
                above[k] += 1e-3f;
                below[k] -= 1e-3f;
                double slope = 2.5
                        * (byHand(prototypes, 0.3, label, above) - byHand(prototypes, 0.3, label, below))
                        / ((double) above[k] - below[k]);
                assertThat(outcome.slope().get(k).doubleValue()).isCloseTo(slope, within(1e-4));
            }
        }
    }

    /** R in double. */
    static double byHand(float[][] prototypes, double temperature, int label, float[] feature) {
        if (prototypes[label].length == 0) {
            return 0;
        }
        double sum = 0;
        for (float[] prototype : prototypes) {
            sum += prototype.length == 0 ? 0 : Math.exp(cosine(feature, prototype) / temperature);
        }
        return Math.log(sum) - cosine(feature, prototypes[label]) / temperature;
    }

    private static double cosine(float[] feature, float[] prototype) {
        double product = 0;
        double featureSquares = 0;
        double prototypeSquares = 0;
        for (int k = 0; k < feature.length; k++) {
            product += (double) feature[k] * prototype[k];
            featureSquares += (double) feature[k] * feature[k];
            prototypeSquares += (double) prototype[k] * prototype[k];
        }
        return product / (Math.max(Math.sqrt(featureSquares), 1e-8) * Math.sqrt(prototypeSquares));
    }

    private static float[] values(SplittableRandom random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextDouble(-1, 2);
        }
        return values;
    }

    private static Outcome pull(Targets targets, int label, float... feature) {
        try (NDManager manager = PyTorch.newManager()) {
            PtNDArray features = features(manager, feature);
            PtNDArray sum = pull(targets, features, label, manager);
            return new Outcome(sum.toFloatArray()[0], slope(sum, features));
        }
    }

    /** λ·R of one sample. */
    private static PtNDArray pull(Targets targets, PtNDArray feature, int label, NDManager manager) {
        PtNDArray labels = (PtNDArray) manager.create(new long[] {label});
        Pull pull = Pull.to(targets, manager).orElseThrow();
        return GradMode.RECORDING.during(() -> pull.ofBatch(feature, labels));
    }

    private static PtNDArray features(NDManager manager, float... values) {
        PtNDArray features = (PtNDArray) manager.create(values, new Shape(1, values.length));
        features.setRequiresGradient(true);
        return features;
    }

    private static List<Float> slope(PtNDArray sum, PtNDArray features) {
        PtNDArray one = (PtNDArray) sum.getManager().full(new Shape(), 1, DataType.FLOAT32);
        JniUtils.backward(sum, one, false, false);
        List<Float> slope = new ArrayList<>();
        for (float value : JniUtils.getGradient(features).toFloatArray()) {
            slope.add(value);
        }
        return slope;
    }
}
