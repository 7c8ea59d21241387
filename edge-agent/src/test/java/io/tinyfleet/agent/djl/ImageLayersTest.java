package io.tinyfleet.agent.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImageLayersTest {
    private final NDManager manager = PyTorch.newManager();

    @AfterEach
    void freeNativeMemory() {
        manager.close();
    }

    @Test
    void channelsOfTwoBlocksAlternate() {
        NDArray input = manager.create(new float[] {1, 2, 3, 4}, new Shape(1, 2, 1, 2));
        assertThat(values(ImageLayers.interleaved(plus(0), plus(10)), input))
                .containsExactly(1, 2, 11, 12, 3, 4, 13, 14);
    }

    @Test
    void halvesAlternateAndOnlyTheSecondPassesTheBlock() {
        NDArray input = manager.create(new float[] {1, 2, 3, 4}, new Shape(1, 4, 1, 1));
        assertThat(values(ImageLayers.interleavedHalves(plus(10)), input)).containsExactly(1, 13, 2, 14);
    }

    @Test
    void activationsAreThoseOfTheirFormulas() {
        NDArray input = manager.create(new float[] {-2, 0, 3, 7}, new Shape(1, 4, 1, 1));
        assertThat(values(ImageLayers.relu6(), input)).containsExactly(0, 0, 3, 6);
        assertThat(values(ImageLayers.silu(), input))
                .containsExactly(new float[] {-0.238406f, 0, 2.857722f, 6.993622f}, within(1e-5f));
    }

    @Test
    void aGateIsOneFactorPerSampleAndChannel() {
        NDArray input = manager.create(new float[] {1, 3, 10, 30}, new Shape(1, 2, 1, 2));
        assertThat(values(ImageLayers.gated(ImageLayers.mean()), input)).containsExactly(2, 6, 200, 600);
    }

    @Test
    void aResidualLeavesItsInputAlone() {
        NDArray input = manager.create(new float[] {1, 2}, new Shape(1, 2, 1, 1));
        assertThat(values(ImageLayers.residual(plus(10)), input)).containsExactly(12, 14);
        assertThat(values(ImageLayers.residual(plus(10), plus(100)), input)).containsExactly(112, 114);
        assertThat(input.toFloatArray()).containsExactly(1, 2);
    }

    @Test
    void theLayoutInMemoryChangesNoValue() {
        NDArray input = manager.arange(48f).reshape(2, 3, 2, 4);
        assertThat(values(ImageLayers.channelsLast(), input)).containsExactly(input.toFloatArray());
    }

    @Test
    void aBatchIsNormalisedAndRemembered() {
        Block normalisation = initialised(new Normalisation(), new Shape(2, 1, 1, 2));
        NDArray input = manager.create(new float[] {1, 3, 5, 7}, new Shape(2, 1, 1, 2));
        // Mean 4, variance 5; the unbiased variance that is remembered is 20/3.
        float[] training = forward(normalisation, input, true);
        assertThat(training).containsExactly(new float[] {-1.341639f, -0.447213f, 0.447213f, 1.341639f}, within(1e-5f));
        assertThat(remembered(normalisation, Parameter.Type.RUNNING_MEAN)).isCloseTo(0.4f, within(1e-6f));
        assertThat(remembered(normalisation, Parameter.Type.RUNNING_VAR))
                .isCloseTo(0.9f + 0.1f * 20 / 3, within(1e-6f));
    }

    @Test
    void aLoneValueLeavesTheRunningVarianceAlone() {
        Block normalisation = initialised(new Normalisation(), new Shape(1, 2, 1, 1));
        NDArray input = manager.create(new float[] {5, 7}, new Shape(1, 2, 1, 1));
        assertThat(forward(normalisation, input, true)).containsExactly(new float[] {5, 7}, within(1e-3f));
        assertThat(remembered(normalisation, Parameter.Type.RUNNING_VAR)).isEqualTo(1);
    }

    private static Block plus(int addend) {
        return addend == 0 ? Blocks.identityBlock() : LambdaBlock.singleton(array -> array.add(addend));
    }

    private float[] values(Block block, NDArray input) {
        return forward(initialised(block, input.getShape()), input, false);
    }

    private Block initialised(Block block, Shape input) {
        block.initialize(manager, DataType.FLOAT32, input);
        return block;
    }

    private float[] forward(Block block, NDArray input, boolean training) {
        return GradMode.OFF.during(() -> block.forward(new ParameterStore(manager, false), new NDList(input), training)
                .singletonOrThrow()
                .toFloatArray());
    }

    private static float remembered(Block block, Parameter.Type type) {
        return block.getParameters().values().stream()
                .filter(parameter -> parameter.getType() == type)
                .findFirst()
                .orElseThrow()
                .getArray()
                .toFloatArray()[0];
    }
}
