package io.tinyfleet.agent.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.tinyfleet.agent.training.ContrastiveTargets;

/**
 * The cross-entropy over cos(f_i, P_j) / T, as {@link ContrastiveTargets} say, times λ. Logits of classes without a global
 * prototype get a bias that leaves them no probability.
 */
final class ContrastivePull implements Pull {
    /** Too little for any exponential, but finite: 0 · ∞ would be no number. */
    private static final float NEVER = -1e30f;

    private static final double SHORTEST_FEATURE = 1e-8;

    private final PtNDArray directions;
    private final PtNDArray bias;
    private final CrossEntropy crossEntropy;

    ContrastivePull(ContrastiveTargets targets, NDManager epoch) {
        int classes = targets.classes();
        float[] absence = new float[classes];
        float[] shares = new float[classes];
        for (int cls = 0; cls < classes; cls++) {
            absence[cls] = targets.isPresent(cls) ? 0 : NEVER;
            shares[cls] = (float) (targets.lambda() * targets.share(cls));
        }
        float[] scaled = targets.directions();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (scaled[i] / targets.temperature());
        }
        directions = (PtNDArray) epoch.create(scaled, new Shape(classes, targets.dimensions()));
        bias = (PtNDArray) epoch.create(absence);
        crossEntropy = new CrossEntropy(shares, epoch);
    }

    @Override
    public PtNDArray ofBatch(PtNDArray features, PtNDArray labels) {
        PtNDArray direction = JniUtils.normalize(features, 2, 1, SHORTEST_FEATURE);
        return crossEntropy.ofBatch(JniUtils.linear(direction, directions, bias), labels);
    }
}
