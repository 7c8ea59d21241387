package io.tinyfleet.agent.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.djl.TrainingSettings.LastBatch;
import io.tinyfleet.agent.djl.TrainingSettings.Order;
import io.tinyfleet.agent.djl.TrainingSettings.Prototypes;
import io.tinyfleet.agent.training.FeatureSums;
import io.tinyfleet.agent.training.Targets;
import io.tinyfleet.agent.training.TrainedEpoch;
import java.nio.FloatBuffer;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Features collected while an epoch trains. */
class FeaturesSeenTest {
    private static final SampleShape SHAPE = new SampleShape(2, 16);
    private static final int DIMENSIONS = 6;
    private static final int CLASSES = 4;
    private static final int BATCH = 8;
    private static final int SAMPLES = 21;
    private static final long SEED = 5;

    /** Nobody is of class 3. */
    private final LabelledSamples samples = ToyData.waves(SHAPE, SAMPLES, CLASSES - 1, 71);

    /** With a learning rate so small that no weight changes, every batch sees the model as it was. */
    @Test
    void theyAreWhatTheModelSaysInTrainingMode() {
        FeatureSums seen = seen(epoch(LastBatch.KEPT, 1e-30));
        FeatureSums expected = inTrainingMode(SAMPLES);
        for (int cls = 0; cls < CLASSES; cls++) {
            assertThat(seen.count(cls)).isEqualTo(cls == CLASSES - 1 ? 0 : SAMPLES / 3);
            assertThat(seen.mean(cls)).containsExactly(expected.mean(cls), within(1e-6));
        }
    }

    @Test
    void theyFollowTheWeightsAsTheyMove() {
        FeatureSums still = seen(epoch(LastBatch.KEPT, 1e-30));
        FeatureSums moving = seen(epoch(LastBatch.KEPT, 0.5));
        assertThat(moving.mean(0)).isNotEqualTo(still.mean(0));
    }

    @Test
    void samplesThatAreDroppedAreNotSeen() {
        FeatureSums seen = seen(epoch(LastBatch.DROPPED, 1e-30));
        FeatureSums expected = inTrainingMode(16);
        for (int cls = 0; cls < CLASSES; cls++) {
            assertThat(seen.count(cls)).isEqualTo(expected.count(cls));
            assertThat(seen.mean(cls)).containsExactly(expected.mean(cls), within(1e-6));
        }
    }

    @Test
    void droppedSamplesDoNotCountInTheMeanLosses() {
        TrainedEpoch all = epoch(LastBatch.DROPPED, 1e-30);
        try (DjlLearner learner =
                learner(new TrainingSettings(1e-30, BATCH, Order.LISTED, LastBatch.KEPT, Prototypes.AFTER_EPOCH))) {
            LabelledSamples first16 = first(16);
            assertThat(learner.trainEpoch(first16, Targets.none(CLASSES, DIMENSIONS))
                            .losses())
                    .isEqualTo(all.losses());
        }
    }

    @Test
    void nothingIsCollectedUnasked() {
        try (DjlLearner learner = learner(TrainingSettings.DEFAULT)) {
            assertThat(learner.trainEpoch(samples, Targets.none(CLASSES, DIMENSIONS))
                            .seen())
                    .isNull();
        }
    }

    private TrainedEpoch epoch(LastBatch lastBatch, double learningRate) {
        TrainingSettings settings =
                new TrainingSettings(learningRate, BATCH, Order.LISTED, lastBatch, Prototypes.DURING_EPOCH);
        try (DjlLearner learner = learner(settings)) {
            return learner.trainEpoch(samples, Targets.none(CLASSES, DIMENSIONS));
        }
    }

    private static FeatureSums seen(TrainedEpoch epoch) {
        return Objects.requireNonNull(epoch.seen());
    }

    private LabelledSamples first(int size) {
        FloatBuffer values = FloatBuffer.allocate(size * SHAPE.values());
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            samples.copyTo(i, values);
            labels[i] = samples.label(i);
        }
        return new LabelledSamples(SHAPE, values.array(), labels);
    }

    /** The first {@code size} samples, batch by batch, through a model that nobody trains. */
    private FeatureSums inTrainingMode(int size) {
        FeatureSums sums = new FeatureSums(CLASSES, DIMENSIONS);
        BatchBuffer buffer = new BatchBuffer(SHAPE, BATCH);
        try (NDManager manager = PyTorch.newManager()) {
            Block network = Architecture.CNN.network(SHAPE, DIMENSIONS, CLASSES);
            InitialWeights.uniform(SEED).applyTo(network);
            network.initialize(manager, DataType.FLOAT32, new Shape(1, SHAPE.channels(), SHAPE.length()));
            for (int from = 0; from < size; from += BATCH) {
                int[] batch =
                        IntStream.range(from, Math.min(from + BATCH, size)).toArray();
                NDList inputs = new NDList(buffer.load(samples, batch, manager).samples());
                float[] features =
                        GradMode.OFF.during(() -> network.forward(new ParameterStore(manager, false), inputs, true)
                                .get(0)
                                .toFloatArray());
                for (int i = 0; i < batch.length; i++) {
                    sums.add(samples.label(batch[i]), features, i * DIMENSIONS);
                }
            }
        }
        return sums;
    }

    private static DjlLearner learner(TrainingSettings settings) {
        return new DjlLearner(Architecture.CNN, SHAPE, DIMENSIONS, CLASSES, settings, SEED);
    }
}
