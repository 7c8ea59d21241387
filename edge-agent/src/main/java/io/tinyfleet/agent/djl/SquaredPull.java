package io.tinyfleet.agent.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.tinyfleet.agent.training.SquaredTargets;

/** {@code λ · Σ_i Σ_k w[y_i,k] (f_ik − t[y_i,k])²}, with λ in the weights. */
final class SquaredPull implements Pull {
    private final PtNDArray values;
    private final PtNDArray weights;

    SquaredPull(SquaredTargets targets, NDManager epoch) {
        Shape shape = new Shape(targets.classes(), targets.dimensions());
        float[] scaled = targets.weights();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (targets.lambda() * scaled[i]);
        }
        values = (PtNDArray) epoch.create(targets.values(), shape);
        weights = (PtNDArray) epoch.create(scaled, shape);
    }

    @Override
    public PtNDArray ofBatch(PtNDArray features, PtNDArray labels) {
        PtNDArray distance = JniUtils.sub(features, rows(values, labels));
        return JniUtils.sum(JniUtils.mul(rows(weights, labels), JniUtils.square(distance)));
    }

    /** {@code table[labels]}: {@code [n, d]}; owned by the labels' manager. */
    private static PtNDArray rows(PtNDArray table, PtNDArray labels) {
        return JniUtils.embedding(labels, table, false);
    }
}
