package io.tinyfleet.agent.djl;

import static io.tinyfleet.agent.djl.ImageLayers.convolution;
import static io.tinyfleet.agent.djl.ImageLayers.depthwise;
import static io.tinyfleet.agent.djl.ImageLayers.interleaved;
import static io.tinyfleet.agent.djl.ImageLayers.interleavedHalves;
import static io.tinyfleet.agent.djl.ImageLayers.maxPool;
import static io.tinyfleet.agent.djl.ImageLayers.relu;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import java.util.List;

/** Two branches with shuffled channels (Ma et al., "ShuffleNet V2", 2018, table 5), of width 1. */
final class ShuffleNetV2 {
    /** A block of stride 2, then blocks of stride 1. */
    private record Stage(int filters, int blocks) {}

    private static final List<Stage> STAGES = List.of(new Stage(116, 4), new Stage(232, 8), new Stage(464, 4));

    private ShuffleNetV2() {}

    /** {@code [n, c, h, w]} → {@code [n, 1024, ⌈h / 32⌉, ⌈w / 32⌉]}, not negative. */
    static Block backbone() {
        int channels = 24;
        SequentialBlock backbone = new SequentialBlock()
                .add(convolution(channels, 3, 2))
                .add(relu())
                .add(maxPool());
        for (Stage stage : STAGES) {
            int half = stage.filters / 2;
            backbone.add(interleaved(shortcut(channels, half), branch(half, 2)));
            channels = stage.filters;
            for (int i = 1; i < stage.blocks; i++) {
                backbone.add(interleavedHalves(branch(half, 1)));
            }
        }
        return backbone.add(convolution(1024, 1, 1)).add(relu());
    }

    private static Block shortcut(int channels, int filters) {
        return new SequentialBlock()
                .add(depthwise(channels, 3, 2))
                .add(convolution(filters, 1, 1))
                .add(relu());
    }

    private static Block branch(int filters, int stride) {
        return new SequentialBlock()
                .add(convolution(filters, 1, 1))
                .add(relu())
                .add(depthwise(filters, 3, stride))
                .add(convolution(filters, 1, 1))
                .add(relu());
    }
}
