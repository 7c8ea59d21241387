package io.tinyfleet.agent.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.training.EpochLosses;
import io.tinyfleet.agent.training.Targets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LearningTest {
    private static final SampleShape SHAPE = new SampleShape(3, 64);
    private static final int CLASSES = 3;

    @ParameterizedTest
    @MethodSource("io.tinyfleet.agent.djl.Architectures#forSeries")
    void everyArchitectureTellsWavesOfThreeFrequenciesApart(Architecture architecture) {
        LabelledSamples train = ToyData.waves(SHAPE, 240, CLASSES, 41);
        LabelledSamples unseen = ToyData.waves(SHAPE, 120, CLASSES, 42);
        try (DjlLearner learner = learner(architecture)) {
            for (int epoch = 0; epoch < 25; epoch++) {
                learner.trainEpoch(train, Targets.none(CLASSES, 60));
            }
            assertThat(ToyData.accuracy(learner.evaluate(unseen), unseen)).isGreaterThan(0.95);
        }
    }

    @ParameterizedTest
    @MethodSource("io.tinyfleet.agent.djl.Architectures#forSeries")
    void aDeviceWithASingleSampleCanTrain(Architecture architecture) {
        LabelledSamples one = ToyData.waves(new SampleShape(3, 9), 1, CLASSES, 43);
        try (DjlLearner learner = new DjlLearner(architecture, one.shape(), 60, CLASSES, TrainingSettings.DEFAULT, 9)) {
            for (int epoch = 0; epoch < 5; epoch++) {
                EpochLosses losses =
                        learner.trainEpoch(one, Targets.none(CLASSES, 60)).losses();
                assertThat(losses.crossEntropy()).isFinite();
            }
        }
    }

    @Test
    void aSampleLeftOverTrainsWithTheBatchBeforeIt() {
        LabelledSamples odd = ToyData.waves(SHAPE, 33, CLASSES, 44);
        try (DjlLearner learner = learner(Architecture.CNN)) {
            assertThat(learner.trainEpoch(odd, Targets.none(CLASSES, 60))
                            .losses()
                            .crossEntropy())
                    .isFinite();
        }
    }

    private static DjlLearner learner(Architecture architecture) {
        return new DjlLearner(architecture, SHAPE, 60, CLASSES, TrainingSettings.DEFAULT, 9);
    }
}
