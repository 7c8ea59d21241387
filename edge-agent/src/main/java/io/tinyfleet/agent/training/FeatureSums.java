package io.tinyfleet.agent.training;

/**
 * Per class the number of samples and the sum of their features, Σ f(x) {@code [classes, d]} in double, from which a
 * device's prototypes are the means (method: Eq 3). Not thread-safe; grows by {@link #add}.
 */
public final class FeatureSums {
    private final int dimensions;
    private final int[] counts;
    private final double[] sums;

    public FeatureSums(int classes, int dimensions) {
        this.dimensions = dimensions;
        counts = new int[classes];
        sums = new double[Math.multiplyExact(classes, dimensions)];
    }

    /** Adds one sample's features, the row {@code [d]} that begins at {@code from}. */
    public void add(int cls, float[] features, int from) {
        counts[cls]++;
        int row = cls * dimensions;
        for (int k = 0; k < dimensions; k++) {
            sums[row + k] += features[from + k];
        }
    }

    public int classes() {
        return counts.length;
    }

    public int dimensions() {
        return dimensions;
    }

    /** Samples of one class. */
    public int count(int cls) {
        return counts[cls];
    }

    /** The mean feature of one class, {@code [d]}; zeros if it has no sample. */
    public double[] mean(int cls) {
        double[] mean = new double[dimensions];
        for (int k = 0; k < dimensions && counts[cls] > 0; k++) {
            mean[k] = sums[cls * dimensions + k] / counts[cls];
        }
        return mean;
    }
}
