package io.tinyfleet.agent.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.training.ParameterStore;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.training.EpochLosses;
import io.tinyfleet.agent.training.HandmadeTargets;
import io.tinyfleet.agent.training.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One step of η = 1 changes a weight by −∂L/∂θ. The other side of the comparison is numeric: L is worked out in Java, in
 * double, from the model's outputs with the weight a little larger and a little smaller.
 * What is left between the two comes from ReLUs that switch within the nudge, and shrinks with it.
 */
class GradientTest {
    private static final SampleShape SHAPE = new SampleShape(2, 16);
    private static final int DIMENSIONS = 5;
    private static final int CLASSES = 3;
    private static final int SAMPLES = 8;
    private static final float NUDGE = 2e-4f;
    private static final double LAMBDA = 3;
    private static final float[][] VALUES = {{0.5f, 0, 0.25f, 0, 0}, {0, 1, 0, 0, 0.5f}, {0, 0, 0, 0, 0}};
    private static final float[][] WEIGHTS = {{0.2f, 0.2f, 0.2f, 0.2f, 0.2f}, {0, 0.5f, 0, 0, 0.5f}, {0, 0, 0, 0, 0}};
    private static final double TEMPERATURE = 0.5;

    /** Class 2 has no prototype. */
    private static final float[][] PROTOTYPES = {{3, 0, 4, 0, 0}, {0, 0.1f, 0, 0, 0.2f}, {}};

    private static final Targets SQUARED = HandmadeTargets.squared(LAMBDA, VALUES, WEIGHTS);
    private static final Targets CONTRASTIVE = HandmadeTargets.contrastive(LAMBDA, TEMPERATURE, PROTOTYPES);

    private final LabelledSamples samples = ToyData.waves(SHAPE, SAMPLES, CLASSES, 3);
    private final BatchBuffer buffer = new BatchBuffer(SHAPE, SAMPLES);
    private final int[] everySample = IntStream.range(0, SAMPLES).toArray();

    @ParameterizedTest
    @MethodSource("io.tinyfleet.agent.djl.Architectures#forSeries")
    void oneStepGoesDownTheSlopeOfCrossEntropyAndPull(Architecture architecture) {
        compareSlopes(architecture, SQUARED);
        compareSlopes(architecture, CONTRASTIVE);
    }

    private void compareSlopes(Architecture architecture, Targets targets) {
        try (NDManager manager = PyTorch.newManager()) {
            Block network = architecture.network(SHAPE, DIMENSIONS, CLASSES);
            InitialWeights.uniform(11).applyTo(network);
            network.initialize(manager, DataType.FLOAT32, new Shape(1, SHAPE.channels(), SHAPE.length()));

            List<Parameter> trained = network.getParameters().values().stream()
                    .filter(Parameter::requiresGradient)
                    .toList();
            List<int[]> probes = probes(trained);
            double[] numeric = probes.stream()
                    .mapToDouble(probe -> numericSlope(network, trained.get(probe[0]), probe[1], targets, manager))
                    .toArray();

            List<float[]> before = values(trained);
            EpochLosses losses = step(network, targets, manager);
            List<float[]> after = values(trained);

            double squaredError = 0;
            double squaredSlope = 0;
            for (int i = 0; i < numeric.length; i++) {
                int[] probe = probes.get(i);
                double taken = before.get(probe[0])[probe[1]] - after.get(probe[0])[probe[1]];
                squaredError += (taken - numeric[i]) * (taken - numeric[i]);
                squaredSlope += numeric[i] * numeric[i];
            }
            assertThat(Math.sqrt(squaredSlope)).isGreaterThan(0.1);
            assertThat(Math.sqrt(squaredError / squaredSlope)).isLessThan(0.01);
            assertThat(losses.pull()).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("io.tinyfleet.agent.djl.Architectures#forSeries")
    void reportedLossesAreThoseOfTheFormula(Architecture architecture) {
        compareLosses(architecture, SQUARED);
        compareLosses(architecture, CONTRASTIVE);
    }

    private void compareLosses(Architecture architecture, Targets targets) {
        try (NDManager manager = PyTorch.newManager()) {
            Block network = architecture.network(SHAPE, DIMENSIONS, CLASSES);
            InitialWeights.uniform(12).applyTo(network);
            network.initialize(manager, DataType.FLOAT32, new Shape(1, SHAPE.channels(), SHAPE.length()));
            double expected = loss(network, targets, manager);
            EpochLosses losses = step(network, targets, manager);
            assertThat(losses.crossEntropy() + LAMBDA * losses.pull()).isCloseTo(expected, within(1e-5));
        }
    }

    /** Four entries of every parameter array, or all of a smaller one: [parameter, entry]. */
    private static List<int[]> probes(List<Parameter> trained) {
        SplittableRandom random = new SplittableRandom(5);
        List<int[]> probes = new ArrayList<>();
        for (int p = 0; p < trained.size(); p++) {
            int size = Math.toIntExact(trained.get(p).getShape().size());
            for (int i = 0; i < Math.min(4, size); i++) {
                probes.add(new int[] {p, size <= 4 ? i : random.nextInt(size)});
            }
        }
        return probes;
    }

    private double numericSlope(Block network, Parameter parameter, int entry, Targets targets, NDManager manager) {
        NDArray array = parameter.getArray();
        float[] values = array.toFloatArray();
        float original = values[entry];
        values[entry] = original + NUDGE;
        array.set(values);
        double above = loss(network, targets, manager);
        values[entry] = original - NUDGE;
        array.set(values);
        double below = loss(network, targets, manager);
        values[entry] = original;
        array.set(values);
        return (above - below) / ((double) (original + NUDGE) - (double) (original - NUDGE));
    }

    /** L in training mode, where batch normalisation uses the batch. */
    private double loss(Block network, Targets targets, NDManager manager) {
        try (NDManager step = manager.newSubManager()) {
            NDList inputs = new NDList(buffer.load(samples, everySample, step).samples());
            NDList outputs =
                    GradMode.OFF.during(() -> network.forward(new ParameterStore(manager, false), inputs, true));
            float[] features = outputs.get(0).toFloatArray();
            float[] logits = outputs.get(1).toFloatArray();
            double sum = 0;
            for (int i = 0; i < SAMPLES; i++) {
                int label = samples.label(i);
                double exponentials = 0;
                for (int k = 0; k < CLASSES; k++) {
                    exponentials += Math.exp(logits[i * CLASSES + k]);
                }
                sum += Math.log(exponentials) - logits[i * CLASSES + label];
                float[] feature = Arrays.copyOfRange(features, i * DIMENSIONS, (i + 1) * DIMENSIONS);
                sum += LAMBDA
                        * (targets == SQUARED
                                ? squaredPull(label, feature)
                                : ContrastivePullTest.byHand(PROTOTYPES, TEMPERATURE, label, feature));
            }
            return sum / SAMPLES;
        }
    }

    private static double squaredPull(int label, float[] feature) {
        return IntStream.range(0, DIMENSIONS)
                .mapToDouble(k -> WEIGHTS[label][k] * Math.pow((double) feature[k] - VALUES[label][k], 2))
                .sum();
    }

    private EpochLosses step(Block network, Targets targets, NDManager manager) {
        try (NDManager step = manager.newSubManager()) {
            Losses losses = new Losses(targets, step);
            SgdStep sgd = new SgdStep(network, 1);
            BatchBuffer.Batch batch = buffer.load(samples, everySample, step);
            PtNDArray lossSum = GradMode.RECORDING.during(() -> {
                NDList outputs = network.forward(new ParameterStore(manager, false), new NDList(batch.samples()), true);
                return losses.ofBatch((PtNDArray) outputs.get(0), (PtNDArray) outputs.get(1), batch.labels());
            });
            GradMode.OFF.during(() -> sgd.descend(lossSum, SAMPLES, step));
            return losses.mean();
        }
    }

    private static List<float[]> values(List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> parameter.getArray().toFloatArray())
                .toList();
    }
}
