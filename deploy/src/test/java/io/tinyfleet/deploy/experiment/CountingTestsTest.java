package io.tinyfleet.deploy.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.djl.Architecture;
import io.tinyfleet.agent.djl.DjlLearner;
import io.tinyfleet.agent.training.FeatureSums;
import io.tinyfleet.agent.training.Learner;
import io.tinyfleet.agent.training.LearnerFactory;
import io.tinyfleet.agent.training.Targets;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CountingTestsTest {
    private static final int DIMENSIONS = 5;
    private static final int CLASSES = 4;
    private static final SampleShape SERIES = new SampleShape(1, 16);
    private static final LearnerFactory MODELS =
            DjlLearner.factory(Architecture.MLP, SERIES, Habits.REFERENCE.training(0.01, 4), 1);

    @Test
    void allSamplesOfASeenClassCount() {
        LabelledSamples train = samples(0, 0, 1, 1, 0, 2); // the last two are in no full batch
        LabelledSamples tests = samples(0, 1, 1, 2, 3);

        FeatureSums seen = trained(MODELS, train);
        FeatureSums counted = trained(CountingTests.in(MODELS, tests), train);

        assertThat(counts(seen)).containsExactly(2, 2, 0, 0);
        assertThat(counts(counted)).containsExactly(4, 4, 0, 0);
        for (int cls = 0; cls < CLASSES; cls++) {
            assertThat(counted.mean(cls)).containsExactly(seen.mean(cls), within(1e-6));
        }
    }

    private static FeatureSums trained(LearnerFactory models, LabelledSamples train) {
        try (Learner learner = models.create(DIMENSIONS, CLASSES, OptionalLong.empty())) {
            return Objects.requireNonNull(
                    learner.trainEpoch(train, Targets.none(CLASSES, DIMENSIONS)).seen());
        }
    }

    private static int[] counts(FeatureSums sums) {
        return IntStream.range(0, CLASSES).map(sums::count).toArray();
    }

    private static LabelledSamples samples(int... labels) {
        SplittableRandom random = new SplittableRandom(2);
        float[] values = new float[labels.length * SERIES.values()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new LabelledSamples(SERIES, values, labels);
    }
}
