package io.tinyfleet.agent.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/**
 * Plain stochastic gradient descent on one model, θ ← θ − η · ∂L/∂θ, with as few calls into the engine as it allows: two
 * per parameter array.
 *
 * <p>Instead of DJL's gradient collector (one at a time in a process) this speaks to libtorch, where recording is per
 * thread and each model has its own gradients. The backward pass of n·L starts from η/n rather than from 1, so what it
 * leaves in a parameter's gradient is the step itself. Gradients are zeroed in place: the arrays fetched after the first
 * backward pass stay the parameters' gradients for good. DJL's optimizer would cost five passes over the weights instead
 * of two.
 */
final class SgdStep {
    private final double learningRate;
    private final List<PtNDArray> parameters = new ArrayList<>();
    private final List<PtNDArray> gradients = new ArrayList<>();

    /** @param network initialised: its trainable arrays are changed in place from now on */
    SgdStep(Block network, double learningRate) {
        this.learningRate = learningRate;
        for (Parameter parameter : network.getParameters().values()) {
            if (parameter.requiresGradient()) {
                parameters.add((PtNDArray) parameter.getArray());
            }
        }
    }

    /** Values that this trains. */
    long size() {
        return parameters.stream().mapToLong(array -> array.getShape().size()).sum();
    }

    /**
     * Descends once.
     *
     * @param lossSum n·L, a scalar whose making was recorded
     * @param n samples in the batch
     */
    void descend(PtNDArray lossSum, int n, NDManager step) {
        PtNDArray start = (PtNDArray) step.full(new Shape(), (float) (learningRate / n), DataType.FLOAT32);
        JniUtils.backward(lossSum, start, false, false);
        if (gradients.isEmpty()) {
            parameters.forEach(parameter -> gradients.add(JniUtils.getGradient(parameter)));
        }
        for (int i = 0; i < gradients.size(); i++) {
            JniUtils.subi(parameters.get(i), gradients.get(i));
            JniUtils.zeroGrad(parameters.get(i));
        }
    }
}
