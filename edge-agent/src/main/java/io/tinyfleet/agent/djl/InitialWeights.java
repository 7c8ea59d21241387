package io.tinyfleet.agent.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * Starting values for linear and convolution layers, drawn in Java: the engine's generator is process-wide, so its
 * numbers would depend on what other threads draw; these follow from the seed alone. A layer's weight
 * {@code [outputs, ...]} is asked for just before its bias {@code [outputs]}, which takes its range from it.
 */
final class InitialWeights implements Initializer {
    private final SplittableRandom random;
    private final boolean normalKernels;
    private DoubleSupplier bias = () -> 0;

    private InitialWeights(long seed, boolean normalKernels) {
        random = new SplittableRandom(seed);
        this.normalKernels = normalKernels;
    }

    /**
     * PyTorch's own: weight and bias uniform in ±1/√fan-in (He's uniform rule with a = √5), where fan-in is the number of
     * inputs of one output.
     */
    static InitialWeights uniform(long seed) {
        return new InitialWeights(seed, false);
    }

    /**
     * Convolutions by He's normal rule as torchvision applies it to models for images: deviation √(2/fan-out), where fan-out
     * is outputs × kernel size, whatever the groups, and bias 0. Linear layers as {@link #uniform}.
     */
    static InitialWeights normalKernels(long seed) {
        return new InitialWeights(seed, true);
    }

    /** Batch normalisation keeps its own: scale 1, shift 0, running mean 0, running variance 1. */
    void applyTo(Block block) {
        block.setInitializer(this, p -> p.getType() == Parameter.Type.WEIGHT || p.getType() == Parameter.Type.BIAS);
    }

    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType type) {
        DoubleSupplier source = shape.dimension() > 1 ? weight(shape) : bias;
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) source.getAsDouble();
        }
        return shape.dimension() == 4 ? channelsLast(manager, values, shape) : manager.create(values, shape);
    }

    /** Laid out as {@link ImageLayers#channelsLast} does with the samples, so that no step has to. */
    private static NDArray channelsLast(NDManager manager, float[] values, Shape shape) {
        Shape layout = new Shape(shape.get(0), shape.get(2), shape.get(3), shape.get(1));
        try (NDArray kernels = manager.create(values, layout);
                NDArray view = kernels.transpose(0, 3, 1, 2)) {
            return view.duplicate(); // a view alone would outlive the Java buffer that it reads
        }
    }

    private DoubleSupplier weight(Shape shape) {
        double size = shape.size();
        if (normalKernels && shape.dimension() > 2) {
            double fanOut = size / shape.get(1);
            double deviation = Math.sqrt(2 / fanOut);
            bias = () -> 0;
            return () -> deviation * random.nextGaussian();
        }
        double fanIn = size / shape.get(0);
        double bound = 1 / Math.sqrt(fanIn);
        bias = () -> (2 * random.nextDouble() - 1) * bound;
        return bias;
    }
}
