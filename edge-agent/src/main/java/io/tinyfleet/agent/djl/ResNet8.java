package io.tinyfleet.agent.djl;

import static io.tinyfleet.agent.djl.ImageLayers.convolution;
import static io.tinyfleet.agent.djl.ImageLayers.maxPool;
import static io.tinyfleet.agent.djl.ImageLayers.relu;
import static io.tinyfleet.agent.djl.ImageLayers.residual;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;

/**
 * Residual network of eight layers with weights (He et al., "Deep Residual Learning for Image Recognition", 2016), as the
 * authors of TinyProto have it: the beginning of ResNet-18, which is made for large images, and one basic block of each of
 * the widths 64, 128 and 256.
 */
final class ResNet8 {
    private ResNet8() {}

    /** {@code [n, c, h, w]} → {@code [n, 256, ⌈h / 16⌉, ⌈w / 16⌉]}, not negative. */
    static Block backbone() {
        return new SequentialBlock()
                .add(convolution(64, 7, 2))
                .add(relu())
                .add(maxPool())
                .add(residual(twoConvolutions(64, 1)))
                .add(relu())
                .add(residual(twoConvolutions(128, 2), convolution(128, 1, 2)))
                .add(relu())
                .add(residual(twoConvolutions(256, 2), convolution(256, 1, 2)))
                .add(relu());
    }

    private static Block twoConvolutions(int filters, int stride) {
        return new SequentialBlock()
                .add(convolution(filters, 3, stride))
                .add(relu())
                .add(convolution(filters, 3, 1));
    }
}
