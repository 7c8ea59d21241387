package io.tinyfleet.agent.djl;

import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.core.Linear;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;

/**
 * The pieces the models for series are made of. Convolutions run along the samples' length, pad by half their kernel and
 * have no bias, since the {@link Normalisation} after each of them has one.
 */
final class Layers {
    private Layers() {}

    /** {@code [n, in, l]} → {@code [n, filters, ⌈l / stride⌉]}, not negative. */
    static Block convolution(int filters, int kernel, int stride) {
        return new SequentialBlock()
                .add(bareConvolution(filters, kernel, stride, 1))
                .add(new Normalisation())
                .add(Activation.reluBlock());
    }

    /** As {@link #convolution}, but each channel by itself first and then all of them at each position. */
    static Block depthwiseConvolution(int channels, int filters, int kernel, int stride) {
        return new SequentialBlock()
                .add(bareConvolution(channels, kernel, stride, channels))
                .add(new Normalisation())
                .add(Activation.reluBlock())
                .add(convolution(filters, 1, 1));
    }

    /** Two convolutions of kernel 3 beside a projection by one of kernel 1, added; shapes as {@link #convolution}. */
    static Block residual(int filters, int stride) {
        Block around = new SequentialBlock()
                .add(convolution(filters, 3, stride))
                .add(bareConvolution(filters, 3, 1, 1))
                .add(new Normalisation());
        Block shortcut = new SequentialBlock()
                .add(bareConvolution(filters, 1, stride, 1))
                .add(new Normalisation());
        return new SequentialBlock()
                .add(new ParallelBlock(
                        outputs -> new NDList(NDArrays.add(
                                outputs.get(0).singletonOrThrow(),
                                outputs.get(1).singletonOrThrow())),
                        List.of(around, shortcut)))
                .add(Activation.reluBlock());
    }

    /** {@code [n, in, l]} → {@code [n, in, positions]}: the mean over each of as many equal, at need overlapping, parts. */
    static Block averagePool(int positions) {
        return LambdaBlock.singleton(
                array -> JniUtils.adaptiveAvgPool((PtNDArray) array, new Shape(positions)), "averagePool");
    }

    /** {@code [n, in, l]} → {@code [n, in · l]}, channel after channel. */
    static Block flatten() {
        return Blocks.batchFlattenBlock();
    }

    /** {@code [n, in]} → {@code [n, units]}, not negative. */
    static Block projection(int units) {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(units).build())
                .add(Activation.reluBlock());
    }

    /**
     * {@code [n, ...]} → {@code [n, d]}: {@link #averagePool} to d over all of a sample's values in a row. Where they are
     * fewer than d, each appears in several places.
     */
    static Block averagePoolAcross(int d) {
        return new SequentialBlock()
                .add(flatten())
                .add(LambdaBlock.singleton(array -> array.expandDims(1), "asOneChannel"))
                .add(averagePool(d))
                .add(flatten());
    }

    private static Block bareConvolution(int filters, int kernel, int stride, int groups) {
        return Conv1d.builder()
                .setKernelShape(new Shape(kernel))
                .setFilters(filters)
                .optStride(new Shape(stride))
                .optPadding(new Shape(kernel / 2))
                .optGroups(groups)
                .optBias(false)
                .build();
    }
}
