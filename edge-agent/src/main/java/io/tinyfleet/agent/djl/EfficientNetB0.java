package io.tinyfleet.agent.djl;

import static io.tinyfleet.agent.djl.ImageLayers.convolution;
import static io.tinyfleet.agent.djl.ImageLayers.depthwise;
import static io.tinyfleet.agent.djl.ImageLayers.residual;
import static io.tinyfleet.agent.djl.ImageLayers.silu;
import static io.tinyfleet.agent.djl.ImageLayers.squeezeAndExcitation;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import java.util.List;

/** Inverted residuals with squeeze and excitation (Tan and Le, "EfficientNet", 2019, table 1). */
final class EfficientNetB0 {
    /** Equal blocks in a row, of which the first has the stride. */
    private record Stage(int expansion, int kernel, int filters, int blocks, int stride) {}

    private static final List<Stage> STAGES = List.of(
            new Stage(1, 3, 16, 1, 1),
            new Stage(6, 3, 24, 2, 2),
            new Stage(6, 5, 40, 2, 2),
            new Stage(6, 3, 80, 3, 2),
            new Stage(6, 5, 112, 3, 1),
            new Stage(6, 5, 192, 4, 2),
            new Stage(6, 3, 320, 1, 1));

    private EfficientNetB0() {}

    /** {@code [n, c, h, w]} → {@code [n, 1280, ⌈h / 32⌉, ⌈w / 32⌉]}, −0.28 or more. */
    static Block backbone() {
        int channels = 32;
        SequentialBlock backbone =
                new SequentialBlock().add(convolution(channels, 3, 2)).add(silu());
        for (Stage stage : STAGES) {
            backbone.add(block(channels, stage, stage.stride));
            channels = stage.filters;
            for (int i = 1; i < stage.blocks; i++) {
                backbone.add(residual(block(channels, stage, 1)));
            }
        }
        return backbone.add(convolution(1280, 1, 1)).add(silu());
    }

    private static Block block(int channels, Stage stage, int stride) {
        int expanded = channels * stage.expansion;
        SequentialBlock block = new SequentialBlock();
        if (expanded > channels) {
            block.add(convolution(expanded, 1, 1)).add(silu());
        }
        return block.add(depthwise(expanded, stage.kernel, stride))
                .add(silu())
                .add(squeezeAndExcitation(expanded, channels / 4))
                .add(convolution(stage.filters, 1, 1));
    }
}
