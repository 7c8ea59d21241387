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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The models a board may train, c channels of l values or of h × w pixels → features in R^d and K logits. They share
 * nothing but d. Features are never negative, {@link #EFFICIENTNET_B0} excepted: the last step before them is a ReLU or a
 * mean over ReLU's outputs.
 *
 * <p>The models for images end in the mean of each channel over all positions, and adaptive average pooling over the
 * channels arrives at d, without weights; where d is larger than the number of channels it repeats them. They take images of
 * 16 × 16 pixels or more.
 */
public enum Architecture {
    /**
     * Three convolutions of kernel 5 and stride 2 with 32, 64 and 128 filters, pooled to 4 positions: {@code [n, 512]}. A
     * linear projection with ReLU arrives at d. 160·c + 51,648 + 513·d + K·(d + 1) values to train: 312,114 for c=6,
     * d=500, K=6.
     */
    CNN(Input.SERIES, 9) {
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
    DEPTHWISE_CNN(Input.SERIES, 9) {
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
    RESIDUAL_CNN(Input.SERIES, 9) {
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
    MLP(Input.SERIES, 1) {
        @Override
        Block extractor(int dimensions) {
            return new SequentialBlock().add(flatten()).add(projection(128)).add(projection(dimensions));
        }
    },

    /**
     * Convolution of kernel 7 and stride 2 with 64 filters, a largest of 3 × 3 with stride 2, and a residual block of two
     * convolutions of kernel 3 for each of 64, 128 and 256 filters, the last two of stride 2: 256 channels. 3,136·c +
     * 1,223,296 + K·(d + 1) values to train: 1,237,714 for c=3, d=500, K=10. ResNet-18's beginning, as TinyProto's authors
     * have it.
     */
    RESNET_8(Input.IMAGES, 16) {
        @Override
        Block extractor(int dimensions) {
            return pooled(ResNet8.backbone(), dimensions);
        }

        @Override
        InitialWeights initialWeights(long seed) {
            return InitialWeights.normalKernels(seed);
        }
    },

    /**
     * torchvision's {@code mobilenet_v2} without dropout: 17 blocks, 1,280 channels. 288·c + 2,223,008 + K·(d + 1) values to
     * train: 2,228,882 for c=3, d=500, K=10.
     */
    MOBILENET_V2(Input.IMAGES, 16) {
        @Override
        Block extractor(int dimensions) {
            return pooled(MobileNetV2.backbone(), dimensions);
        }

        @Override
        InitialWeights initialWeights(long seed) {
            return InitialWeights.normalKernels(seed);
        }
    },

    /**
     * torchvision's {@code shufflenet_v2_x1_0}: 16 blocks, 1,024 channels. 216·c + 1,252,956 + K·(d + 1) values to train:
     * 1,258,614 for c=3, d=500, K=10.
     */
    SHUFFLENET_V2(Input.IMAGES, 16) {
        @Override
        Block extractor(int dimensions) {
            return pooled(ShuffleNetV2.backbone(), dimensions);
        }
    },

    /**
     * torchvision's {@code efficientnet_b0} without dropout and stochastic depth: 16 blocks, 1,280 channels, features of
     * −0.28 or more. 288·c + 4,006,684 + K·(d + 1) values to train: 4,012,558 for c=3, d=500, K=10.
     */
    EFFICIENTNET_B0(Input.IMAGES, 16) {
        @Override
        Block extractor(int dimensions) {
            return pooled(EfficientNetB0.backbone(), dimensions);
        }

        @Override
        InitialWeights initialWeights(long seed) {
            return InitialWeights.normalKernels(seed);
        }
    };

    private enum Input {
        SERIES,
        IMAGES
    }

    private final Input input;
    private final int smallest;

    /**
     * @param smallest length of a series, or rows and columns of an image, that this takes; for series such that batch
     *     normalisation after three strides still sees two values of a lone sample
     */
    Architecture(Input input, int smallest) {
        this.input = input;
        this.smallest = smallest;
    }

    /**
     * Those that take samples of a shape, in the order in which a fleet is dealt them.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static List<Architecture> taking(SampleShape shape) {
        List<Architecture> fitting =
                Arrays.stream(values()).filter(each -> each.takes(shape)).toList();
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException(
                    "no model takes samples of " + shape + ": images need 16 rows and 16 columns or more");
        }
        return fitting;
    }

    /** Whether this can be trained on samples of a shape. */
    public boolean takes(SampleShape shape) {
        return switch (input) {
            case SERIES -> !shape.isImage() && shape.length() >= smallest;
            case IMAGES -> shape.isImage() && Math.min(shape.rows(), shape.columns()) >= smallest;
        };
    }

    /** Samples {@code [n, channels, length]} or {@code [n, channels, rows, columns]} → {@code [n, dimensions]}. */
    abstract Block extractor(int dimensions);

    /** What this starts from; the same seed gives the same values. */
    InitialWeights initialWeights(long seed) {
        return InitialWeights.uniform(seed);
    }

    /** As {@link #extractor} and the head: samples → features {@code [n, dimensions]}, logits {@code [n, classes]}. */
    Block network(SampleShape shape, int dimensions, int classes) {
        requireTaking(shape);
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

    /**
     * Insists that this {@link #takes} samples of a shape.
     *
     * @throws IllegalArgumentException if it does not; the message says which do
     */
    public void requireTaking(SampleShape shape) {
        if (!takes(shape)) {
            String needs =
                    switch (input) {
                        case SERIES -> "series of " + smallest + " or more values";
                        case IMAGES -> "images of " + smallest + " × " + smallest + " or more";
                    };
            throw new IllegalArgumentException(label() + " takes " + needs + ", not " + shape + ", which "
                    + taking(shape).stream().map(Architecture::label).collect(Collectors.joining(", "))
                    + " would take");
        }
    }

    private static Block pooled(Block backbone, int dimensions) {
        return new SequentialBlock()
                .add(ImageLayers.channelsLast())
                .add(backbone)
                .add(ImageLayers.mean())
                .add(averagePoolAcross(dimensions));
    }
}
