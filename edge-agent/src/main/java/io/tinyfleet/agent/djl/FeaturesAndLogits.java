package io.tinyfleet.agent.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/**
 * A model of two outputs: samples {@code [n, ...]} → features f {@code [n, d]} and logits {@code [n, K]} =
 * f · Vᵀ + b with the head's V {@code [K, d]} and b {@code [K]}.
 */
final class FeaturesAndLogits extends AbstractBlock {
    private final Block extractor;
    private final Block head;

    /** @param extractor samples {@code [n, ...]} → {@code [n, d]} */
    FeaturesAndLogits(Block extractor, int classes) {
        this.extractor = addChildBlock("extractor", extractor);
        head = addChildBlock("head", Linear.builder().setUnits(classes).build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        NDArray features =
                extractor.forward(parameters, inputs, training, params).singletonOrThrow();
        NDArray logits =
                head.forward(parameters, new NDList(features), training, params).singletonOrThrow();
        return new NDList(features, logits);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        Shape[] features = extractor.getOutputShapes(inputs);
        return new Shape[] {features[0], head.getOutputShapes(features)[0]};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        extractor.initialize(manager, type, inputs);
        head.initialize(manager, type, extractor.getOutputShapes(inputs));
    }
}
