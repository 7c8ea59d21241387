package io.tinyfleet.agent.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.training.ParameterStore;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.training.Targets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImageLearningTest {
    private static final SampleShape SHAPE = new SampleShape(3, 32, 32);
    private static final int DIMENSIONS = 500;
    private static final int CLASSES = 4;
    private static final Targets NONE = Targets.none(CLASSES, DIMENSIONS);

    private final LabelledSamples samples = ToyImages.corners(SHAPE, 64, CLASSES, 61);

    @ParameterizedTest
    @MethodSource("io.tinyfleet.agent.djl.Architectures#forImages")
    void everyArchitectureLearnsAHandfulOfImagesByHeart(Architecture architecture) {
        try (DjlLearner learner = learner(architecture, SHAPE)) {
            double first = learner.trainEpoch(samples, NONE).losses().crossEntropy();
            double last = first;
            for (int epoch = 1; epoch < 40 && last >= first / 4; epoch++) {
                last = learner.trainEpoch(samples, NONE).losses().crossEntropy();
            }
            assertThat(last).isLessThan(first / 4);
        }
    }

    @ParameterizedTest
    @MethodSource("io.tinyfleet.agent.djl.Architectures#forImages")
    void sameSeedGivesTheSameBits(Architecture architecture) {
        try (DjlLearner first = learner(architecture, SHAPE);
                DjlLearner second = learner(architecture, SHAPE)) {
            assertThat(first.trainEpoch(samples, NONE)).isEqualTo(second.trainEpoch(samples, NONE));
            assertThat(first.state()).isEqualTo(second.state());
        }
    }

    @ParameterizedTest
    @MethodSource("io.tinyfleet.agent.djl.Architectures#forImages")
    void aFreshModelThatIsGivenTheStateGoesOnToTheLastBit(Architecture architecture) {
        try (DjlLearner first = learner(architecture, SHAPE);
                DjlLearner second = learner(architecture, SHAPE)) {
            first.trainEpoch(samples, NONE);
            second.restore(first.state());
            assertThat(ToyData.bits(second.evaluate(samples))).isEqualTo(ToyData.bits(first.evaluate(samples)));
            assertThat(second.trainEpoch(samples, NONE)).isEqualTo(first.trainEpoch(samples, NONE));
            assertThat(second.state()).isEqualTo(first.state());
        }
    }

    @ParameterizedTest
    @MethodSource("io.tinyfleet.agent.djl.Architectures#forImages")
    void aDeviceWithASingleImageCanTrain(Architecture architecture) {
        SampleShape small = new SampleShape(1, 16, 16);
        LabelledSamples one = ToyImages.corners(small, 1, CLASSES, 62);
        try (DjlLearner learner = learner(architecture, small)) {
            for (int epoch = 0; epoch < 3; epoch++) {
                assertThat(learner.trainEpoch(one, NONE).losses().crossEntropy())
                        .isFinite();
            }
            for (float logit : learner.evaluate(one).logits(0)) {
                assertThat(logit).isFinite();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.tinyfleet.agent.djl.Architectures#forImages")
    void aGradientReachesEveryParameter(Architecture architecture) {
        try (NDManager manager = PyTorch.newManager()) {
            Block network = architecture.network(SHAPE, DIMENSIONS, CLASSES);
            architecture.initialWeights(1).applyTo(network);
            network.initialize(manager, DataType.FLOAT32, BatchBuffer.shapeOf(1, SHAPE));
            List<Parameter> trained = network.getParameters().values().stream()
                    .filter(Parameter::requiresGradient)
                    .toList();
            List<float[]> before =
                    trained.stream().map(p -> p.getArray().toFloatArray()).toList();
            step(network, manager);
            for (int i = 0; i < trained.size(); i++) {
                assertThat(trained.get(i).getArray().toFloatArray())
                        .as("parameter %d, %s", i, trained.get(i).getShape())
                        .isNotEqualTo(before.get(i));
            }
        }
    }

    private void step(Block network, NDManager manager) {
        try (NDManager step = manager.newSubManager()) {
            int[] batch = IntStream.range(0, 32).toArray();
            BatchBuffer.Batch loaded = new BatchBuffer(SHAPE, batch.length).load(samples, batch, step);
            PtNDArray lossSum = GradMode.RECORDING.during(() -> {
                NDList outputs =
                        network.forward(new ParameterStore(manager, false), new NDList(loaded.samples()), true);
                return new Losses(NONE, step)
                        .ofBatch((PtNDArray) outputs.get(0), (PtNDArray) outputs.get(1), loaded.labels());
            });
            GradMode.OFF.during(() -> new SgdStep(network, 1).descend(lossSum, batch.length, step));
        }
    }

    private static DjlLearner learner(Architecture architecture, SampleShape shape) {
        return new DjlLearner(architecture, shape, DIMENSIONS, CLASSES, TrainingSettings.DEFAULT, 9);
    }
}
