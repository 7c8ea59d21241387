package io.tinyfleet.aggregator.prototype.trained;

import java.util.Arrays;

/**
 * A square layer y = W x + b over C rows at once: {@code Y[C, s] = X[C, s] · Wᵀ + b} with {@code W[s, s]} by output and
 * input, and {@code b[s]}.
 *
 * <p>Not thread-safe.
 */
final class Linear {
    private final float[][] weights;
    private final float[] bias;
    private final float[][] transposed;
    private final float[][] weightGradient;
    private final float[] biasGradient;
    private final float[][] outputGradientTransposed;

    /**
     * Takes over both arrays and trains them in place.
     *
     * @param rows C
     */
    Linear(float[][] weights, float[] bias, int rows) {
        this.weights = weights;
        this.bias = bias;
        int width = bias.length;
        transposed = new float[width][width];
        weightGradient = new float[width][width];
        biasGradient = new float[width];
        outputGradientTransposed = new float[width][rows];
    }

    /** Overwrites {@code output}. */
    void forward(float[][] input, float[][] output) {
        Matrices.transpose(weights, transposed);
        for (float[] row : output) {
            System.arraycopy(bias, 0, row, 0, bias.length);
        }
        Matrices.addProduct(input, transposed, output);
    }

    /**
     * From ∂L/∂Y to this layer's gradients and ∂L/∂X, which overwrites {@code inputGradient}:
     *
     * <pre>
     * ∂L/∂W = (∂L/∂Y)ᵀ · X      ∂L/∂b = Σ_rows ∂L/∂Y      ∂L/∂X = ∂L/∂Y · W
     * </pre>
     */
    void backward(float[][] input, float[][] outputGradient, float[][] inputGradient) {
        Matrices.transpose(outputGradient, outputGradientTransposed);
        Matrices.clear(weightGradient);
        Matrices.addProduct(outputGradientTransposed, input, weightGradient);
        Arrays.fill(biasGradient, 0);
        for (float[] row : outputGradient) {
            Matrices.add(1, row, biasGradient);
        }
        Matrices.clear(inputGradient);
        Matrices.addProduct(outputGradient, weights, inputGradient);
    }

    /** One step of plain gradient descent with the gradients of the last {@link #backward}. */
    void descend(float rate) {
        for (int output = 0; output < weights.length; output++) {
            Matrices.add(-rate, weightGradient[output], weights[output]);
        }
        Matrices.add(-rate, biasGradient, bias);
    }
}
