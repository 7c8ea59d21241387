package io.tinyfleet.aggregator.prototype.trained;

import java.util.Arrays;

/**
 * Matrices of {@code float}, an array a row. Every element is summed in a fixed order, and no loop reduces a row to a
 * number: so a JIT may vectorise without changing a bit. That rows are arrays of their own makes this ten times as fast
 * as rows within one flat array: only then does HotSpot vectorise.
 */
final class Matrices {
    /** Rows of the right factor that are taken together, so that they stay in the first cache. */
    private static final int ROWS_AT_ONCE = 16;

    private Matrices() {}

    /** {@code sum[m, n] += left[m, k] · right[k, n]}. */
    static void addProduct(float[][] left, float[][] right, float[][] sum) {
        for (int first = 0; first < right.length; first += ROWS_AT_ONCE) {
            int end = Math.min(right.length, first + ROWS_AT_ONCE);
            for (int row = 0; row < sum.length; row++) {
                addRows(left[row], right, first, end, sum[row]);
            }
        }
    }

    private static void addRows(float[] factors, float[][] rows, int first, int end, float[] sum) {
        int i = first;
        for (; i + 4 <= end; i += 4) {
            addFour(
                    factors[i],
                    rows[i],
                    factors[i + 1],
                    rows[i + 1],
                    factors[i + 2],
                    rows[i + 2],
                    factors[i + 3],
                    rows[i + 3],
                    sum);
        }
        for (; i < end; i++) {
            add(factors[i], rows[i], sum);
        }
    }

    private static void addFour(
            float a, float[] w, float b, float[] x, float c, float[] y, float d, float[] z, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += a * w[i] + b * x[i] + c * y[i] + d * z[i];
        }
    }

    /** {@code sum += factor · row}. */
    static void add(float factor, float[] row, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * row[i];
        }
    }

    /** {@code into[n, m] = from[m, n]ᵀ}. */
    static void transpose(float[][] from, float[][] into) {
        for (int row = 0; row < into.length; row++) {
            for (int column = 0; column < from.length; column++) {
                into[row][column] = from[column][row];
            }
        }
    }

    static void clear(float[][] matrix) {
        for (float[] row : matrix) {
            Arrays.fill(row, 0);
        }
    }
}
