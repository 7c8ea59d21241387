package io.tinyfleet.agent.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.tinyfleet.agent.training.EpochLosses;
import io.tinyfleet.agent.training.Targets;
import java.util.Arrays;
import java.util.Optional;

/**
 * One epoch's losses: what each step minimises, and their sums over the steps so far. For a batch of n samples with
 * labels y, logits z {@code [n, K]} and features f {@code [n, d]}
 *
 * <pre>
 * CE_i = −log softmax(z_i)[y_i]
 * n·L  = Σ_i CE_i + λ · Σ_i R_i
 * </pre>
 *
 * with R as {@link Targets} say (method: Eq 5, 11). With λ = 0, R is neither computed nor reported. The sums stay in the
 * engine, in double, until the epoch ends. All arrays belong to the epoch's manager.
 */
final class Losses {
    private final double lambda;
    private final CrossEntropy crossEntropy;
    private final Optional<Pull> pull;
    private final NDArray crossEntropySum;
    private final NDArray pullSum;
    private int samples;

    Losses(Targets targets, NDManager epoch) {
        lambda = targets.lambda();
        float[] shares = new float[targets.classes()];
        Arrays.fill(shares, 1);
        crossEntropy = new CrossEntropy(shares, epoch);
        pull = Pull.to(targets, epoch);
        crossEntropySum = epoch.zeros(new Shape(), DataType.FLOAT64);
        pullSum = epoch.zeros(new Shape(), DataType.FLOAT64);
    }

    /** n·L of one batch, a scalar; adds its parts to the epoch's sums. */
    PtNDArray ofBatch(PtNDArray features, PtNDArray logits, PtNDArray labels) {
        samples += Math.toIntExact(labels.getShape().get(0));
        PtNDArray unpulled = crossEntropy.ofBatch(logits, labels);
        add(crossEntropySum, unpulled);
        if (pull.isEmpty()) {
            return unpulled;
        }
        PtNDArray pulled = pull.get().ofBatch(features, labels);
        add(pullSum, pulled);
        return JniUtils.add(unpulled, pulled);
    }

    /** The means over all samples so far, one or more: the only read from the engine in an epoch. */
    EpochLosses mean() {
        double meanPull = pull.isEmpty() ? 0 : pullSum.getDouble() / lambda / samples;
        return new EpochLosses(crossEntropySum.getDouble() / samples, meanPull);
    }

    private static void add(NDArray sum, PtNDArray term) {
        sum.addi(term.stopGradient());
    }
}
