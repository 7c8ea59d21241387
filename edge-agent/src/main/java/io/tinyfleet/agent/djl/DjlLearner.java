package io.tinyfleet.agent.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.training.ParameterStore;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.djl.TrainingSettings.Prototypes;
import io.tinyfleet.agent.training.FeatureSums;
import io.tinyfleet.agent.training.Learner;
import io.tinyfleet.agent.training.LearnerFactory;
import io.tinyfleet.agent.training.ModelState;
import io.tinyfleet.agent.training.Outputs;
import io.tinyfleet.agent.training.Targets;
import io.tinyfleet.agent.training.TrainedEpoch;
import java.nio.FloatBuffer;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * A board's model in PyTorch. Its weights, the order of samples and so every result follow from its arguments and the
 * calls made to it, to the last bit on the same processor, whatever other learners in the process do.
 *
 * <p>Not thread-safe: one thread at a time, any thread, {@link #stop} excepted. Different learners may work on different
 * threads at once.
 */
public final class DjlLearner implements Learner {
    private static final int EVALUATION_BATCH = 128;

    private final Architecture architecture;
    private final SampleShape shape;
    private final int dimensions;
    private final int classes;
    private final TrainingSettings settings;
    private final long orderSeed;
    private final NDManager manager;
    private final ParameterStore parameters;
    private final Block network;
    private final Weights weights;
    private final SgdStep sgd;
    private final BatchBuffer buffer;
    private int epochsTrained;
    private boolean closed;
    private volatile boolean stopped;

    /** A learner with one seed for its initial weights and its order of samples. */
    public DjlLearner(
            Architecture architecture,
            SampleShape shape,
            int dimensions,
            int classes,
            TrainingSettings settings,
            long seed) {
        this(architecture, shape, dimensions, classes, settings, seed, seed);
    }

    /**
     * Loads the engine if need be and draws the initial weights.
     *
     * @param dimensions d, the length of a feature vector and of a dense prototype; 1 or more
     * @param classes K; 2 or more
     * @param weightsSeed of the initial weights: learners of one architecture and seed start from the same
     * @param orderSeed of the order of samples
     */
    DjlLearner(
            Architecture architecture,
            SampleShape shape,
            int dimensions,
            int classes,
            TrainingSettings settings,
            long weightsSeed,
            long orderSeed) {
        this.architecture = architecture;
        this.shape = shape;
        this.dimensions = dimensions;
        this.classes = classes;
        this.settings = settings;
        this.orderSeed = orderSeed;
        network = architecture.network(shape, dimensions, classes);
        buffer = new BatchBuffer(shape, Math.max(EVALUATION_BATCH, settings.batchSize() + 1));
        manager = PyTorch.newManager();
        architecture.initialWeights(weightsSeed).applyTo(network);
        network.initialize(manager, DataType.FLOAT32, BatchBuffer.shapeOf(1, shape));
        parameters = new ParameterStore(manager, false);
        weights = new Weights(network, manager);
        sgd = new SgdStep(network, settings.learningRate());
    }

    /** Makes learners whose weights and order come from one seed, unless the fleet has a common seed for the weights. */
    public static LearnerFactory factory(
            Architecture architecture, SampleShape shape, TrainingSettings settings, long ownSeed) {
        return (dimensions, classes, commonSeed) ->
                new DjlLearner(architecture, shape, dimensions, classes, settings, commonSeed.orElse(ownSeed), ownSeed);
    }

    @Override
    public String name() {
        return architecture.label();
    }

    @Override
    public long parameters() {
        requireOpen();
        return sgd.size();
    }

    @Override
    public TrainedEpoch trainEpoch(LabelledSamples samples, Targets targets) {
        requireOpen();
        requireFitting(samples);
        requireFitting(targets);
        if (samples.size() == 0) {
            throw new IllegalArgumentException("an epoch needs at least one sample");
        }
        FeatureSums seen =
                settings.prototypes() == Prototypes.DURING_EPOCH ? new FeatureSums(classes, dimensions) : null;
        try (NDManager epoch = manager.newSubManager()) {
            Losses losses = new Losses(targets, epoch);
            for (int[] batch : EpochOrder.batches(samples.size(), settings, orderSeed, epochsTrained)) {
                if (stopped) {
                    throw new CancellationException("an epoch was given up");
                }
                try (NDManager step = epoch.newSubManager()) {
                    PtNDArray features = trainOn(buffer.load(samples, batch, step), losses, step);
                    if (seen != null) {
                        collect(features.toFloatArray(), samples, batch, seen);
                    }
                }
            }
            epochsTrained++;
            return new TrainedEpoch(losses.mean(), seen);
        }
    }

    /** One step; the features {@code [n, d]} as they were before it. */
    private PtNDArray trainOn(BatchBuffer.Batch batch, Losses losses, NDManager step) {
        NDList outputs =
                GradMode.RECORDING.during(() -> network.forward(parameters, new NDList(batch.samples()), true));
        PtNDArray features = (PtNDArray) outputs.get(0);
        PtNDArray lossSum =
                GradMode.RECORDING.during(() -> losses.ofBatch(features, (PtNDArray) outputs.get(1), batch.labels()));
        GradMode.OFF.during(
                () -> sgd.descend(lossSum, Math.toIntExact(batch.labels().size()), step));
        return features;
    }

    private void collect(float[] features, LabelledSamples samples, int[] batch, FeatureSums seen) {
        for (int i = 0; i < batch.length; i++) {
            seen.add(samples.label(batch[i]), features, i * dimensions);
        }
    }

    @Override
    public Outputs evaluate(LabelledSamples samples) {
        requireOpen();
        requireFitting(samples);
        int size = samples.size();
        FloatBuffer features = FloatBuffer.allocate(Math.multiplyExact(size, dimensions));
        FloatBuffer logits = FloatBuffer.allocate(Math.multiplyExact(size, classes));
        for (int from = 0; from < size; from += EVALUATION_BATCH) {
            int[] indices = IntStream.range(from, Math.min(from + EVALUATION_BATCH, size))
                    .toArray();
            try (NDManager step = manager.newSubManager()) {
                NDList inputs = new NDList(buffer.load(samples, indices, step).samples());
                NDList outputs = GradMode.OFF.during(() -> network.forward(parameters, inputs, false));
                features.put(outputs.get(0).toFloatArray());
                logits.put(outputs.get(1).toFloatArray());
            }
        }
        return new Outputs(size, features.array(), logits.array());
    }

    @Override
    public ModelState state() {
        requireOpen();
        return new ModelState(epochsTrained, weights.copy());
    }

    @Override
    public void restore(ModelState state) {
        requireOpen();
        weights.set(state.values());
        epochsTrained = state.epochs();
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void close() {
        closed = true;
        manager.close();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("learner " + name() + " is closed: using it further is a bug");
        }
    }

    private void requireFitting(LabelledSamples samples) {
        if (!samples.shape().equals(shape)) {
            throw new IllegalArgumentException("samples are " + samples.shape() + " but the model takes " + shape);
        }
        for (int i = 0; i < samples.size(); i++) {
            int label = samples.label(i);
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException(
                        "sample " + i + " has label " + label + " but the model knows " + classes + " classes");
            }
        }
    }

    private void requireFitting(Targets targets) {
        if (targets.classes() != classes || targets.dimensions() != dimensions) {
            throw new IllegalArgumentException("targets are " + targets.classes() + " × " + targets.dimensions()
                    + " but the model has " + classes + " classes and " + dimensions + " dimensions");
        }
    }
}
