package io.tinyfleet.agent.data.images;

/**
 * Brings images to one size, rows and columns each by themselves: where there are too many, a pixel is the mean of the
 * area it stands for; where there are too few, it lies between its two neighbours (bilinear, centres of pixels at
 * halves). An image that has the size already does not change.
 */
final class Resampling {
    private static final int COLOURS = 3;

    private final int rows;
    private final int columns;

    Resampling(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** Writes {@code [3, rows, columns]}, 0 to 255, from {@code offset} on. */
    void copy(Pixels pixels, float[] target, int offset) {
        Axis down = new Axis(pixels.rows(), rows);
        Axis across = new Axis(pixels.columns(), columns);
        float[][] source = new float[COLOURS][pixels.columns()];
        for (int row = 0; row < rows; row++) {
            for (int tap = 0; tap < down.weights[row].length; tap++) {
                pixels.copyRow(down.first[row] + tap, source);
                for (int colour = 0; colour < COLOURS; colour++) {
                    int at = offset + (colour * rows + row) * columns;
                    for (int column = 0; column < columns; column++) {
                        target[at + column] += down.weights[row][tap] * across.at(column, source[colour]);
                    }
                }
            }
        }
    }

    /** Target i is the sum of {@code weights[i][t] · source[first[i] + t]}. */
    private static final class Axis {
        private final int[] first;
        private final float[][] weights;

        Axis(int from, int to) {
            first = new int[to];
            weights = new float[to][];
            double width = (double) from / to;
            for (int i = 0; i < to; i++) {
                if (from >= to) {
                    area(i, width, from);
                } else {
                    between(i, width, from);
                }
            }
        }

        private void area(int i, double width, int from) {
            double low = i * width;
            double high = Math.min(from, (i + 1) * width);
            first[i] = (int) low;
            weights[i] = new float[(int) Math.ceil(high) - first[i]];
            for (int t = 0; t < weights[i].length; t++) {
                double covered = Math.min(high, first[i] + t + 1) - Math.max(low, first[i] + t);
                weights[i][t] = (float) (covered / (high - low));
            }
        }

        private void between(int i, double width, int from) {
            double centre = Math.max(0, Math.min(from - 1, (i + 0.5) * width - 0.5));
            first[i] = (int) centre;
            float beyond = (float) (centre - first[i]);
            weights[i] = beyond > 0 ? new float[] {1 - beyond, beyond} : new float[] {1};
        }

        float at(int i, float[] source) {
            float sum = 0;
            for (int t = 0; t < weights[i].length; t++) {
                sum += weights[i][t] * source[first[i] + t];
            }
            return sum;
        }
    }
}
