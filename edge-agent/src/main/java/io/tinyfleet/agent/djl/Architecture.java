package io.tinyfleet.agent.djl;

import static io.tinyfleet.agent.djl.Layers.averagePool;
import static io.tinyfleet.agent.djl.Layers.averagePoolAcross;
import static io.tinyfleet.agent.djl.Layers.convolution;
import static io.tinyfleet.agent.djl.Layers.depthwiseConvolution;
import static io.tinyfleet.agent.djl.Layers.flatten;
import static io.tinyfleet.agent.djl.Layers.projection;
import static io.tinyfleet.agent.djl.Layers.residual;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import io.tinyfleet.agent.data.SampleShape;
import java.util.Locale;

/**
 * The models a board may train, c channels of l values → features in R^d and K logits. They share nothing but d. Features
 * are never negative: the last step before them is a ReLU or a mean over ReLU's outputs.
 */
public enum Architecture {
    /**
     * Three convolutions of kernel 5 and stride 2 with 32, 64 and 128 filters, pooled to 4 positions: {@code [n, 512]}. A
     * linear projection with ReLU arrives at d. 160·c + 51,648 + 513·d + K·(d + 1) values to train: 312,114 for c=6,
     * d=500, K=6.
     */
    CNN(9) {
        @Override
        Block extractor(int dimensions) {
            return new SequentialBlock()
                    .add(convolution(32, 5, 2))
                    .add(convolution(64, 5, 2))
                    .add(convolution(128, 5, 2))
                    .add(averagePool(4))
                    .add(flatten())
                    .add(projection(dimensions));
        }
    },

    /**
     * As {@link #CNN}, but the second and third convolution are separated into one along each channel and one across
     * channels. Adaptive average pooling over the 512 values arrives at d, without weights. 160·c + 11,360 + K·(d + 1) values
     * to train: 15,326 for c=6, d=500, K=6.
     */
    DEPTHWISE_CNN(9) {
        @Override
        Block extractor(int dimensions) {
            return new SequentialBlock()
                    .add(convolution(32, 5, 2))
                    .add(depthwiseConvolution(32, 64, 5, 2))
                    .add(depthwiseConvolution(64, 128, 5, 2))
                    .add(averagePool(4))
                    .add(averagePoolAcross(dimensions));
        }
    },

    /**
     * A convolution of kernel 5 with 32 filters and two residual blocks with 64 and 128, each of stride 2, pooled to 4
     * positions. Adaptive average pooling over the 512 values arrives at d, without weights. 160·c + 103,616 + K·(d + 1)
     * values to train: 107,582 for c=6, d=500, K=6.
     */
    RESIDUAL_CNN(9) {
        @Override
        Block extractor(int dimensions) {
            return new SequentialBlock()
                    .add(convolution(32, 5, 2))
                    .add(residual(64, 2))
                    .add(residual(128, 2))
                    .add(averagePool(4))
                    .add(averagePoolAcross(dimensions));
        }
    },

    /**
     * One hidden layer of 128 with ReLU over all c·l values, without batch normalisation. A linear projection with ReLU
     * arrives at d. 128·(c·l + 1) + 129·d + K·(d + 1) values to train: 165,938 for c=6, l=128, d=500, K=6.
     */
    MLP(1) {
        @Override
        Block extractor(int dimensions) {
            return new SequentialBlock().add(flatten()).add(projection(128)).add(projection(dimensions));
        }
    };

    private final int shortestSample;

    /** @param shortestSample so that batch normalisation after three strides still sees two values of a lone sample */
    Architecture(int shortestSample) {
        this.shortestSample = shortestSample;
    }

    /** Samples {@code [n, channels, length]} → {@code [n, dimensions]}. */
    abstract Block extractor(int dimensions);

    /** Samples {@code [n, channels, length]} → features {@code [n, dimensions]}, logits {@code [n, classes]}. */
    Block network(SampleShape shape, int dimensions, int classes) {
        if (shape.length() < shortestSample) {
            throw new IllegalArgumentException(
                    label() + " needs samples of length " + shortestSample + " or more, not " + shape.length());
        }
        if (dimensions < 1 || classes < 2) {
            throw new IllegalArgumentException(
                    "a model needs at least one dimension and two classes, but has " + dimensions + " and " + classes);
        }
        return new FeaturesAndLogits(extractor(dimensions), classes);
    }

    /** The name in settings and status messages, for example {@code depthwise-cnn}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
