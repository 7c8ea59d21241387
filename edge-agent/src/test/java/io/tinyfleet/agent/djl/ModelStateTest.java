package io.tinyfleet.agent.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.training.EpochLosses;
import io.tinyfleet.agent.training.ModelState;
import io.tinyfleet.agent.training.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A model that is taken up again learns as if it had never been put down. */
class ModelStateTest {
    private static final SampleShape SHAPE = new SampleShape(3, 64);
    private static final int DIMENSIONS = 40;
    private static final int CLASSES = 4;

    private final LabelledSamples samples = ToyData.waves(SHAPE, 70, CLASSES, 31);

    /** Losses of further epochs and the bits of what the model says then. */
    private record Course(List<EpochLosses> losses, List<Integer> bits) {}

    @ParameterizedTest
    @MethodSource("io.tinyfleet.agent.djl.Architectures#forSeries")
    void aFreshModelThatIsGivenTheStateGoesOnToTheLastBit(Architecture architecture) {
        try (DjlLearner first = learner(architecture, 1);
                DjlLearner second = learner(architecture, 1)) {
            train(first, 2);
            ModelState state = first.state();
            second.restore(state);
            assertThat(second.state()).isEqualTo(state);
            assertThat(ToyData.bits(second.evaluate(samples))).isEqualTo(ToyData.bits(first.evaluate(samples)));
            assertThat(train(second, 3)).isEqualTo(train(first, 3));
        }
    }

    @ParameterizedTest
    @MethodSource("io.tinyfleet.agent.djl.Architectures#forSeries")
    void aModelThatHasTrainedCanBeSetBack(Architecture architecture) {
        try (DjlLearner learner = learner(architecture, 1)) {
            train(learner, 1);
            ModelState state = learner.state();
            Course once = train(learner, 2);
            learner.restore(state);
            assertThat(train(learner, 2)).isEqualTo(once);
        }
    }

    @Test
    void aStateIsNotChangedByWhatTheModelLearnsLater() {
        try (DjlLearner learner = learner(Architecture.MLP, 1)) {
            ModelState state = learner.state();
            float[] before = state.values();
            train(learner, 1);
            assertThat(state.values()).isEqualTo(before);
            assertThat(learner.state().values()).isNotEqualTo(before);
        }
    }

    @Test
    void theStateOfAnotherArchitectureIsRefusedAndChangesNothing() {
        try (DjlLearner learner = learner(Architecture.MLP, 1);
                DjlLearner another = learner(Architecture.CNN, 1)) {
            ModelState before = learner.state();
            assertThatThrownBy(() -> learner.restore(another.state()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("a model of \\d+ values cannot become one of \\d+ values");
            assertThat(learner.state()).isEqualTo(before);
        }
    }

    @Test
    void aStoppedModelTrainsNoMore() {
        try (DjlLearner learner = learner(Architecture.MLP, 1)) {
            ModelState before = learner.state();
            learner.stop();
            assertThatThrownBy(() -> train(learner, 1)).isInstanceOf(CancellationException.class);
            assertThat(learner.state()).isEqualTo(before);
        }
    }

    private Course train(DjlLearner learner, int epochs) {
        List<EpochLosses> losses = new ArrayList<>();
        for (int epoch = 0; epoch < epochs; epoch++) {
            losses.add(learner.trainEpoch(samples, Targets.none(CLASSES, DIMENSIONS))
                    .losses());
        }
        return new Course(losses, ToyData.bits(learner.evaluate(samples)));
    }

    private static DjlLearner learner(Architecture architecture, long seed) {
        return new DjlLearner(architecture, SHAPE, DIMENSIONS, CLASSES, TrainingSettings.DEFAULT, seed);
    }
}
