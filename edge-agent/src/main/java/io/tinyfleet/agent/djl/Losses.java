package io.tinyfleet.agent.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.tinyfleet.agent.training.EpochLosses;
import io.tinyfleet.agent.training.Targets;

/**
 * One epoch's losses: what each step minimises, and their sums over the steps so far. For a batch of n samples with
 * labels y, logits z {@code [n, K]} and features f {@code [n, d]}
 *
 * <pre>
 * CE_i = −log softmax(z_i)[y_i]
 * R_i  = Σ_k w[y_i,k] (f_ik − t[y_i,k])²
 * n·L  = Σ_i CE_i + λ · Σ_i R_i
 * </pre>
 *
 * with t and w {@code [K, d]} from {@link Targets} (method: Eq 5, 11). With λ = 0, R is neither computed nor reported.
 * The sums stay in the engine, in double, until the epoch ends. All arrays belong to the epoch's manager.
 */
final class Losses {
    private final boolean pulling;
    private final PtNDArray lambda;
    private final PtNDArray values;
    private final PtNDArray weights;
    private final NDArray crossEntropySum;
    private final NDArray pullSum;

    Losses(Targets targets, NDManager epoch) {
        pulling = targets.lambda() != 0;
        lambda = (PtNDArray) epoch.create((float) targets.lambda());
        Shape shape = pulling ? new Shape(targets.classes(), targets.dimensions()) : new Shape(0);
        values = (PtNDArray) epoch.create(pulling ? targets.values() : new float[0], shape);
        weights = (PtNDArray) epoch.create(pulling ? targets.weights() : new float[0], shape);
        crossEntropySum = epoch.zeros(new Shape(), DataType.FLOAT64);
        pullSum = epoch.zeros(new Shape(), DataType.FLOAT64);
    }

    /** n·L of one batch, a scalar; adds its parts to the epoch's sums. */
    PtNDArray ofBatch(PtNDArray features, PtNDArray logits, PtNDArray labels) {
        PtNDArray crossEntropy = crossEntropy(logits, labels);
        if (!pulling) {
            add(crossEntropySum, crossEntropy);
            return crossEntropy;
        }
        PtNDArray pull = pull(features, labels);
        add(crossEntropySum, crossEntropy);
        add(pullSum, pull);
        return JniUtils.add(crossEntropy, JniUtils.mul(pull, lambda));
    }

    /** The means over {@code samples} samples: the only read from the engine in an epoch. */
    EpochLosses mean(int samples) {
        return new EpochLosses(crossEntropySum.getDouble() / samples, pullSum.getDouble() / samples);
    }

    private static PtNDArray crossEntropy(PtNDArray logits, PtNDArray labels) {
        PtNDArray logProbabilities = JniUtils.logSoftmax(logits, 1, DataType.FLOAT32);
        PtNDArray ofLabel = JniUtils.gather(logProbabilities, JniUtils.unsqueeze(labels, 1), 1);
        return JniUtils.neg(JniUtils.sum(ofLabel));
    }

    private PtNDArray pull(PtNDArray features, PtNDArray labels) {
        PtNDArray distance = JniUtils.sub(features, rows(values, labels));
        return JniUtils.sum(JniUtils.mul(rows(weights, labels), JniUtils.square(distance)));
    }

    /** {@code table[labels]}: {@code [n, d]}; owned by the labels' manager. */
    private static PtNDArray rows(PtNDArray table, PtNDArray labels) {
        return JniUtils.embedding(labels, table, false);
    }

    private static void add(NDArray sum, PtNDArray term) {
        sum.addi(term.stopGradient());
    }
}
