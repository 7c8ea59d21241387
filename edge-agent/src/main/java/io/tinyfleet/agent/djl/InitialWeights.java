package io.tinyfleet.agent.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import java.util.SplittableRandom;

/**
 * PyTorch's own starting values for linear and convolution layers, drawn in Java: weight and bias uniform in ±1/√fan-in
 * (He's uniform rule with a = √5), where fan-in is the number of inputs of one output.
 *
 * <p>The engine's generator is process-wide, so its numbers would depend on what other threads draw; these follow from the
 * seed alone. A layer's weight {@code [outputs, ...]} is asked for just before its bias {@code [outputs]}, which takes
 * the fan-in from it.
 */
final class InitialWeights implements Initializer {
    private final SplittableRandom random;
    private double bound;

    InitialWeights(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Batch normalisation keeps its own: scale 1, shift 0, running mean 0, running variance 1. */
    void applyTo(Block block) {
        block.setInitializer(this, p -> p.getType() == Parameter.Type.WEIGHT || p.getType() == Parameter.Type.BIAS);
    }

    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType type) {
        if (shape.dimension() > 1) {
            bound = 1 / Math.sqrt((double) shape.size() / shape.get(0));
        }
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
        return manager.create(values, shape);
    }
}
