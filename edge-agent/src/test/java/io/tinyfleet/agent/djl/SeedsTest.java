package io.tinyfleet.agent.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.training.Learner;
import io.tinyfleet.agent.training.ModelState;
import io.tinyfleet.agent.training.Targets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What follows from a fleet's common seed and what from a device's own. */
class SeedsTest {
    private static final SampleShape SHAPE = new SampleShape(2, 16);
    private static final int DIMENSIONS = 8;
    private static final int CLASSES = 3;

    private final LabelledSamples samples = ToyData.waves(SHAPE, 70, CLASSES, 41);

    @Test
    void aCommonSeedGivesDevicesTheSameWeightsButNotTheSameOrder() {
        try (Learner one = learner(1, OptionalLong.of(9));
                Learner other = learner(2, OptionalLong.of(9))) {
            assertThat(one.state()).isEqualTo(other.state());
            assertThat(trained(one)).isNotEqualTo(trained(other));
        }
    }

    @Test
    void withoutOneEveryDeviceBeginsElsewhere() {
        try (Learner one = learner(1, OptionalLong.empty());
                Learner same = learner(1, OptionalLong.empty());
                Learner other = learner(2, OptionalLong.empty())) {
            assertThat(one.state()).isEqualTo(same.state()).isNotEqualTo(other.state());
            assertThat(trained(one)).isEqualTo(trained(same));
        }
    }

    private ModelState trained(Learner learner) {
        learner.trainEpoch(samples, Targets.none(CLASSES, DIMENSIONS));
        return learner.state();
    }

    private static Learner learner(long ownSeed, OptionalLong commonSeed) {
        return DjlLearner.factory(Architecture.CNN, SHAPE, TrainingSettings.DEFAULT, ownSeed)
                .create(DIMENSIONS, CLASSES, commonSeed);
    }
}
