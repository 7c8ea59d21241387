package io.tinyfleet.agent.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.training.EpochLosses;
import io.tinyfleet.agent.training.HandmadeTargets;
import io.tinyfleet.agent.training.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReproducibilityTest {
    private static final SampleShape SHAPE = new SampleShape(3, 64);
    private static final int DIMENSIONS = 40;
    private static final int CLASSES = 4;
    private static final int EPOCHS = 6;

    private final LabelledSamples samples = ToyData.waves(SHAPE, 70, CLASSES, 31);

    /** Losses of every epoch and the bits of what the trained model says. */
    private record Course(List<EpochLosses> losses, List<Integer> bits) {}

    @ParameterizedTest
    @MethodSource("io.tinyfleet.agent.djl.Architectures#forSeries")
    void sameSeedGivesTheSameBits(Architecture architecture) {
        assertThat(course(architecture, 1)).isEqualTo(course(architecture, 1));
    }

    @ParameterizedTest
    @MethodSource("io.tinyfleet.agent.djl.Architectures#forSeries")
    void differentSeedsDiffer(Architecture architecture) {
        assertThat(course(architecture, 1).bits())
                .isNotEqualTo(course(architecture, 2).bits());
    }

    @Test
    void learnersOnTwoThreadsAtOnceDoAsOneAfterTheOther() throws Exception {
        for (Architecture first : Architectures.forSeries()) {
            for (Architecture second : Architectures.forSeries()) {
                List<Course> alone = List.of(course(first, 3), course(second, 4));
                assertThat(atOnce(first, second)).isEqualTo(alone);
            }
        }
    }

    @Test
    void evaluationChangesNothing() {
        try (DjlLearner watched = learner(Architecture.RESIDUAL_CNN, 5);
                DjlLearner unwatched = learner(Architecture.RESIDUAL_CNN, 5)) {
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                List<Integer> once = ToyData.bits(watched.evaluate(samples));
                assertThat(ToyData.bits(watched.evaluate(samples))).isEqualTo(once);
                assertThat(watched.trainEpoch(samples, targets())).isEqualTo(unwatched.trainEpoch(samples, targets()));
            }
            assertThat(ToyData.bits(watched.evaluate(samples))).isEqualTo(ToyData.bits(unwatched.evaluate(samples)));
        }
    }

    @Test
    void aLearnerMayMoveToAnotherThreadBetweenCalls() throws Exception {
        Course expected = course(Architecture.CNN, 6);
        List<EpochLosses> losses = new ArrayList<>();
        try (DjlLearner learner = learner(Architecture.CNN, 6)) {
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                ExecutorService thread = Executors.newSingleThreadExecutor();
                losses.add(thread.submit(() -> learner.trainEpoch(samples, targets()))
                        .get()
                        .losses());
                thread.shutdown();
            }
            assertThat(new Course(losses, ToyData.bits(learner.evaluate(samples))))
                    .isEqualTo(expected);
        }
    }

    private List<Course> atOnce(Architecture first, Architecture second) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        CyclicBarrier start = new CyclicBarrier(2);
        try {
            Future<Course> one = threads.submit(() -> {
                start.await();
                return course(first, 3);
            });
            Future<Course> other = threads.submit(() -> {
                start.await();
                return course(second, 4);
            });
            return List.of(one.get(), other.get());
        } finally {
            threads.shutdown();
        }
    }

    private Course course(Architecture architecture, long seed) {
        try (DjlLearner learner = learner(architecture, seed)) {
            List<EpochLosses> losses = new ArrayList<>();
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                losses.add(learner.trainEpoch(samples, targets()).losses());
            }
            return new Course(losses, ToyData.bits(learner.evaluate(samples)));
        }
    }

    private static Targets targets() {
        float[][] values = new float[CLASSES][DIMENSIONS];
        float[][] weights = new float[CLASSES][DIMENSIONS];
        for (int j = 0; j < CLASSES; j++) {
            Arrays.fill(values[j], 10 * j, 10 * j + 10, 0.5f);
            Arrays.fill(weights[j], 1f / DIMENSIONS);
        }
        return HandmadeTargets.squared(1, values, weights);
    }

    private static DjlLearner learner(Architecture architecture, long seed) {
        return new DjlLearner(architecture, SHAPE, DIMENSIONS, CLASSES, TrainingSettings.DEFAULT, seed);
    }
}
