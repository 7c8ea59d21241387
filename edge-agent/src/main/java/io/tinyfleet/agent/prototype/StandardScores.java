package io.tinyfleet.agent.prototype;

import java.util.Arrays;

/** Makes scores of different kinds comparable. */
final class StandardScores {
    /** Deviations that are smaller beside the scores themselves are rounding. */
    private static final double ROUNDING = 1e-12;

    private StandardScores() {}

    /**
     * The scores with mean 0 and standard deviation 1, or all 0 if they are all alike, too large to tell, or none.
     *
     * @param scores by class, NaN for classes that nothing is known of: these get the lowest of the others
     * @return finite, as many
     */
    static double[] of(double[] scores) {
        double[] known =
                Arrays.stream(scores).filter(score -> !Double.isNaN(score)).toArray();
        double mean = Arrays.stream(known).average().orElse(0);
        double deviation = Math.sqrt(Arrays.stream(known)
                .map(score -> (score - mean) * (score - mean))
                .average()
                .orElse(0));
        double largest = Arrays.stream(known).map(Math::abs).max().orElse(0);
        if (!(deviation > ROUNDING * largest)) {
            return new double[scores.length];
        }
        double lowest = Arrays.stream(known).min().orElse(0);
        return Arrays.stream(scores)
                .map(score -> ((Double.isNaN(score) ? lowest : score) - mean) / deviation)
                .toArray();
    }
}
