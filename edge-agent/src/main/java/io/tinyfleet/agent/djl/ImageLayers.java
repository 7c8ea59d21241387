package io.tinyfleet.agent.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;

/**
 * The pieces the models for images are made of: maps {@code [n, in, h, w]} → {@code [n, out, ⌈h / stride⌉,
 * ⌈w / stride⌉]}. Convolutions pad by half their kernel, are followed by {@link Normalisation} and then have no bias.
 */
final class ImageLayers {
    private static final Shape ONE = new Shape(1, 1);

    private ImageLayers() {}

    /**
     * The same values, but in memory each pixel's channels lie side by side. What follows keeps this layout, in which
     * the engine's convolutions, normalisations and pools are faster.
     */
    static Block channelsLast() {
        return LambdaBlock.singleton(
                array -> {
                    PtNDArray pixels = JniUtils.permute((PtNDArray) array, new long[] {0, 2, 3, 1});
                    PtNDArray copied = JniUtils.reshape(
                            JniUtils.flatten(pixels, 0, -1), pixels.getShape().getShape());
                    return JniUtils.permute(copied, new long[] {0, 3, 1, 2});
                },
                "channelsLast");
    }

    /** Convolution and normalisation, without activation. */
    static Block convolution(int filters, int kernel, int stride) {
        return convolution(filters, kernel, stride, 1);
    }

    /** As {@link #convolution}, each channel by itself. */
    static Block depthwise(int channels, int kernel, int stride) {
        return convolution(channels, kernel, stride, channels);
    }

    static Block relu() {
        return Activation.reluBlock();
    }

    /** min(max(x, 0), 6), as 6 − max(6 − max(x, 0), 0): the engine's own clip has a slow backward pass. */
    static Block relu6() {
        return LambdaBlock.singleton(
                array -> {
                    PtNDArray six = (PtNDArray) array.getManager().create(6f);
                    return JniUtils.sub(six, JniUtils.relu(JniUtils.sub(six, JniUtils.relu((PtNDArray) array))));
                },
                "relu6");
    }

    /** x · sigmoid(x), which is −0.28 or more. */
    static Block silu() {
        return LambdaBlock.singleton(
                array -> JniUtils.mul((PtNDArray) array, JniUtils.sigmoid((PtNDArray) array)), "silu");
    }

    /** The largest of 3 × 3 at every other row and column. */
    static Block maxPool() {
        return Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), ONE);
    }

    /** {@code [n, in, h, w]} → {@code [n, in, 1, 1]}. */
    static Block mean() {
        return LambdaBlock.singleton(array -> JniUtils.adaptiveAvgPool((PtNDArray) array, ONE), "mean");
    }

    /** {@code block(x) + x}. */
    static Block residual(Block block) {
        return residual(block, Blocks.identityBlock());
    }

    /** {@code block(x) + shortcut(x)}. */
    static Block residual(Block block, Block shortcut) {
        return new ParallelBlock(
                outputs -> {
                    PtNDArray sum = single(outputs, 0);
                    JniUtils.addi(sum, single(outputs, 1));
                    return new NDList(sum);
                },
                List.of(block, shortcut));
    }

    /** {@code x · gate(x)}, with one factor per sample and channel: gate gives {@code [n, in, 1, 1]}. */
    static Block gated(Block gate) {
        return new ParallelBlock(
                outputs -> new NDList(JniUtils.mul(single(outputs, 0), single(outputs, 1))),
                List.of(Blocks.identityBlock(), gate));
    }

    /** Squeeze and excitation: what all positions say on average decides how much of each channel passes. */
    static Block squeezeAndExcitation(int channels, int squeezed) {
        return gated(new SequentialBlock()
                .add(mean())
                .add(pointwiseWithBias(squeezed))
                .add(silu())
                .add(pointwiseWithBias(channels))
                .add(LambdaBlock.singleton(array -> JniUtils.sigmoid((PtNDArray) array), "sigmoid")));
    }

    /**
     * Two blocks side by side on one input, their outputs of c channels each dealt out alternately: {@code [n, 2c, h, w]}.
     * This is a concatenation followed by ShuffleNet's shuffle of channels in two groups.
     */
    static Block interleaved(Block even, Block odd) {
        return new ParallelBlock(
                outputs -> new NDList(interleave(single(outputs, 0), single(outputs, 1))), List.of(even, odd));
    }

    /** As {@link #interleaved}: the first half of the channels as it is, and {@code block} of the second half. */
    static Block interleavedHalves(Block block) {
        return new SequentialBlock()
                .add(new LambdaBlock(ImageLayers::halves, "halves"))
                .add(interleaved(half(0), new SequentialBlock().add(half(1)).add(block)));
    }

    private static NDList halves(NDList inputs) {
        PtNDArray array = (PtNDArray) inputs.singletonOrThrow();
        return JniUtils.split(array, array.getShape().get(1) / 2, 1);
    }

    private static Block half(int index) {
        return new LambdaBlock(halves -> new NDList(halves.get(index)), "half");
    }

    private static PtNDArray interleave(PtNDArray even, PtNDArray odd) {
        Shape shape = even.getShape();
        PtNDArray pairs = JniUtils.stack(new PtNDArray[] {even, odd}, 2);
        return JniUtils.reshape(pairs, new long[] {shape.get(0), 2 * shape.get(1), shape.get(2), shape.get(3)});
    }

    private static Block convolution(int filters, int kernel, int stride, int groups) {
        Block convolution = Conv2d.builder()
                .setKernelShape(new Shape(kernel, kernel))
                .setFilters(filters)
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(kernel / 2, kernel / 2))
                .optGroups(groups)
                .optBias(false)
                .build();
        return new SequentialBlock().add(convolution).add(new Normalisation());
    }

    private static Block pointwiseWithBias(int filters) {
        return Conv2d.builder().setKernelShape(ONE).setFilters(filters).build();
    }

    private static PtNDArray single(List<NDList> outputs, int index) {
        return (PtNDArray) outputs.get(index).singletonOrThrow();
    }
}
