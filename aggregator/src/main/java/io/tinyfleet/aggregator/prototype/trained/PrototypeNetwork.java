package io.tinyfleet.aggregator.prototype.trained;

import io.tinyfleet.protocol.message.ClassSet;
import java.util.Arrays;

/**
 * The network of {@link NetworkState} while it is trained, for the C of its K classes that are present: {@code P[C, s]}
 * forwards, the gradients of every parameter that took part backwards. The other classes' embeddings stay as they are.
 *
 * <p>Not thread-safe.
 */
final class PrototypeNetwork {
    private final int classes;
    /** All parameters as rows of s, in the state's order. */
    private final float[][] parameters;

    /** The rows of the embeddings that are present: the same arrays. */
    private final float[][] input;

    private final Linear first;
    private final Linear second;
    private final float[][] hidden;
    private final float[][] prototypes;
    private final float[][] inputGradient;
    private final float[][] hiddenGradient;

    PrototypeNetwork(NetworkState state, ClassSet present) {
        classes = state.classes();
        int width = state.kept();
        parameters = rows(state.toArray(), width);
        int rows = present.size();
        input = new float[rows][];
        for (int row = 0; row < rows; row++) {
            input[row] = parameters[present.at(row)];
        }
        first = layer(classes, width, rows);
        second = layer(classes + width + 1, width, rows);
        hidden = new float[rows][width];
        prototypes = new float[rows][width];
        inputGradient = new float[rows][width];
        hiddenGradient = new float[rows][width];
    }

    private static float[][] rows(float[] values, int width) {
        float[][] rows = new float[values.length / width][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(values, row * width, (row + 1) * width);
        }
        return rows;
    }

    private Linear layer(int from, int width, int rows) {
        return new Linear(Arrays.copyOfRange(parameters, from, from + width), parameters[from + width], rows);
    }

    /** {@code P[C, s]}; valid until the next call. */
    float[][] forward() {
        first.forward(input, hidden);
        for (float[] row : hidden) {
            for (int i = 0; i < row.length; i++) {
                row[i] = Math.max(0, row[i]);
            }
        }
        second.forward(hidden, prototypes);
        return prototypes;
    }

    /** One step of plain gradient descent from {@code ∂L/∂P [C, s]} at the last {@link #forward}. */
    void descend(float[][] gradient, float rate) {
        second.backward(hidden, gradient, hiddenGradient);
        for (int row = 0; row < hidden.length; row++) {
            for (int i = 0; i < hidden[row].length; i++) {
                hiddenGradient[row][i] = hidden[row][i] > 0 ? hiddenGradient[row][i] : 0;
            }
        }
        first.backward(input, hiddenGradient, inputGradient);
        second.descend(rate);
        first.descend(rate);
        for (int row = 0; row < input.length; row++) {
            Matrices.add(-rate, inputGradient[row], input[row]);
        }
    }

    /** Whether all parameters and all of P are finite. */
    boolean isFinite() {
        return isFinite(parameters) && isFinite(forward());
    }

    private static boolean isFinite(float[][] rows) {
        for (float[] row : rows) {
            for (float value : row) {
                if (!Float.isFinite(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    NetworkState state() {
        int width = parameters[0].length;
        float[] values = new float[parameters.length * width];
        for (int row = 0; row < parameters.length; row++) {
            System.arraycopy(parameters[row], 0, values, row * width, width);
        }
        return NetworkState.of(classes, width, values);
    }
}
