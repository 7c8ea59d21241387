package io.tinyfleet.agent.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/**
 * Batch normalisation of each channel: ε = 1e-5, running mean and variance updated by a tenth.
 *
 * <p>A single value per channel has no variance, and would make the running one NaN for good. It is met where a device
 * has but one sample and strides leave one position of it; then the running mean and variance serve in training, too.
 */
final class Normalisation extends AbstractBlock {
    private final Block batchNorm = addChildBlock(
            "batchNorm", BatchNorm.builder().optEpsilon(1e-5f).optMomentum(0.9f).build());

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        Shape shape = inputs.head().getShape();
        boolean several = shape.size() > shape.get(1);
        return batchNorm.forward(parameters, inputs, training && several, params);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return inputs;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        batchNorm.initialize(manager, type, inputs);
    }
}
