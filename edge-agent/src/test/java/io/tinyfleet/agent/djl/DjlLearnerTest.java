package io.tinyfleet.agent.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Utils;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.training.Outputs;
import io.tinyfleet.agent.training.Targets;
import java.nio.FloatBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What the learner refuses, and how it boots the engine. */
class DjlLearnerTest {
    private static final SampleShape SHAPE = new SampleShape(2, 16);
    private static final Targets NO_TARGETS = Targets.none(3, 8);

    private final LabelledSamples samples = ToyData.waves(SHAPE, 10, 3, 61);

    @Test
    void aClosedLearnerIsOfNoUse() {
        DjlLearner learner = learner();
        learner.close();
        learner.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> learner.trainEpoch(samples, NO_TARGETS))
                .withMessage("learner mlp is closed: using it further is a bug");
        assertThatIllegalStateException().isThrownBy(() -> learner.evaluate(samples));
        assertThatIllegalStateException().isThrownBy(learner::parameters);
    }

    @Test
    void samplesOfAnotherShapeAreRefused() {
        try (DjlLearner learner = learner()) {
            LabelledSamples other = ToyData.waves(new SampleShape(16, 2), 10, 3, 61);
            assertThatIllegalArgumentException().isThrownBy(() -> learner.evaluate(other));
            assertThatIllegalArgumentException().isThrownBy(() -> learner.trainEpoch(other, NO_TARGETS));
        }
    }

    @Test
    void labelsBeyondTheClassesAreRefused() {
        try (DjlLearner learner = learner()) {
            LabelledSamples other = ToyData.waves(SHAPE, 10, 4, 61);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> learner.trainEpoch(other, NO_TARGETS))
                    .withMessage("sample 3 has label 3 but the model knows 3 classes");
        }
    }

    @Test
    void targetsOfAnotherSizeAreRefused() {
        try (DjlLearner learner = learner()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> learner.trainEpoch(samples, Targets.none(3, 9)))
                    .withMessage("targets are 3 × 9 but the model has 3 classes and 8 dimensions");
        }
    }

    @Test
    void anEpochOfNothingIsRefusedButNothingCanBeEvaluated() {
        try (DjlLearner learner = learner()) {
            LabelledSamples none = ToyData.waves(SHAPE, 0, 3, 61);
            assertThatIllegalArgumentException().isThrownBy(() -> learner.trainEpoch(none, NO_TARGETS));
            assertThat(learner.evaluate(none).size()).isZero();
        }
    }

    @Test
    void samplesAreEvaluatedAloneAsInCompany() {
        LabelledSamples many = ToyData.waves(SHAPE, 300, 3, 62);
        try (DjlLearner learner = new DjlLearner(Architecture.CNN, SHAPE, 8, 3, TrainingSettings.DEFAULT, 17)) {
            learner.trainEpoch(many, NO_TARGETS);
            Outputs together = learner.evaluate(many);
            for (int i : new int[] {0, 127, 128, 299}) {
                float[] values = new float[SHAPE.values()];
                many.copyTo(i, FloatBuffer.wrap(values));
                Outputs alone = learner.evaluate(new LabelledSamples(SHAPE, values, new int[] {many.label(i)}));
                assertThat(alone.features(0)).containsExactly(together.features(i), within(1e-4f));
            }
        }
    }

    @Test
    void theEngineIsOfflineSilentAndOfOneThreadEverywhere() throws Exception {
        try (DjlLearner learner = learner()) {
            assertThat(learner.name()).isEqualTo("mlp");
            assertThat(Utils.isOfflineMode()).isTrue();
            assertThat(Utils.getEnvOrSystemProperty("OPT_OUT_TRACKING")).isEqualTo("true");
            ExecutorService thread = Executors.newSingleThreadExecutor();
            assertThat(thread.submit(JniUtils::getNumThreads).get()).isEqualTo(1);
            thread.shutdown();
            assertThat(JniUtils.getNumInteropThreads()).isEqualTo(1);
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TrainingSettings(0, 32));
        assertThatIllegalArgumentException().isThrownBy(() -> new TrainingSettings(Double.NaN, 32));
        assertThatIllegalArgumentException().isThrownBy(() -> new TrainingSettings(0.05, 1));
    }

    private static Offset<Float> within(float offset) {
        return Offset.offset(offset);
    }

    private static DjlLearner learner() {
        return new DjlLearner(Architecture.MLP, SHAPE, 8, 3, TrainingSettings.DEFAULT, 17);
    }
}
