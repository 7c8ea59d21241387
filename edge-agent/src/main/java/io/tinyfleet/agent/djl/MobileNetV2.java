package io.tinyfleet.agent.djl;

import static io.tinyfleet.agent.djl.ImageLayers.convolution;
import static io.tinyfleet.agent.djl.ImageLayers.depthwise;
import static io.tinyfleet.agent.djl.ImageLayers.relu6;
import static io.tinyfleet.agent.djl.ImageLayers.residual;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import java.util.List;

/** Inverted residuals (Sandler et al., "MobileNetV2: Inverted Residuals and Linear Bottlenecks", 2018, table 2). */
final class MobileNetV2 {
    /** Equal blocks in a row, of which the first has the stride. */
    private record Stage(int expansion, int filters, int blocks, int stride) {}

    private static final List<Stage> STAGES = List.of(
            new Stage(1, 16, 1, 1),
            new Stage(6, 24, 2, 2),
            new Stage(6, 32, 3, 2),
            new Stage(6, 64, 4, 2),
            new Stage(6, 96, 3, 1),
            new Stage(6, 160, 3, 2),
            new Stage(6, 320, 1, 1));

    private MobileNetV2() {}

    /** {@code [n, c, h, w]} → {@code [n, 1280, ⌈h / 32⌉, ⌈w / 32⌉]}, from 0 to 6. */
    static Block backbone() {
        int channels = 32;
        SequentialBlock backbone =
                new SequentialBlock().add(convolution(channels, 3, 2)).add(relu6());
        for (Stage stage : STAGES) {
            backbone.add(block(channels, stage, stage.stride));
            channels = stage.filters;
            for (int i = 1; i < stage.blocks; i++) {
                backbone.add(residual(block(channels, stage, 1)));
            }
        }
        return backbone.add(convolution(1280, 1, 1)).add(relu6());
    }

    private static Block block(int channels, Stage stage, int stride) {
        int expanded = channels * stage.expansion;
        SequentialBlock block = new SequentialBlock();
        if (expanded > channels) {
            block.add(convolution(expanded, 1, 1)).add(relu6());
        }
        return block.add(depthwise(expanded, 3, stride)).add(relu6()).add(convolution(stage.filters, 1, 1));
    }
}
