package io.tinyfleet.agent.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Σ_i a[y_i] · (−log softmax(z_i)[y_i]) over a batch with logits z {@code [n, K]} and labels y {@code [n]}; a {@code [K]} is
 * the share that a class has in it. A product with a row of zeros and one −a takes fewer calls than picking values.
 */
final class CrossEntropy {
    private final PtNDArray minusShares;

    /** @param epoch owns what this keeps in the engine */
    CrossEntropy(float[] shares, NDManager epoch) {
        int classes = shares.length;
        float[] diagonal = new float[classes * classes];
        for (int cls = 0; cls < classes; cls++) {
            diagonal[cls * classes + cls] = -shares[cls];
        }
        minusShares = (PtNDArray) epoch.create(diagonal, new Shape(classes, classes));
    }

    /** A scalar that belongs to the logits' manager. */
    PtNDArray ofBatch(PtNDArray logits, PtNDArray labels) {
        PtNDArray logProbabilities = JniUtils.logSoftmax(logits, 1, DataType.FLOAT32);
        return JniUtils.sum(JniUtils.mul(logProbabilities, JniUtils.embedding(labels, minusShares, false)));
    }
}
