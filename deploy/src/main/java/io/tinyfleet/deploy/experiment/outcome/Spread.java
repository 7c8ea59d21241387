package io.tinyfleet.deploy.experiment.outcome;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Mean and standard deviation over seeds.
 *
 * @param deviation sqrt(Σ (x − mean)² / (n − 1)); {@code null} for one value
 * @param n seeds, at least 1
 */
record Spread(double mean, @Nullable Double deviation, int n) {
    static Spread of(Collection<Double> values) {
        int n = values.size();
        if (n == 0) {
            throw new IllegalArgumentException("nothing has no mean");
        }
        if (n > 1 && values.stream().distinct().count() == 1) {
            // The mean of equal values, rounded, may not be one of them.
            return new Spread(values.iterator().next(), 0.0, n);
        }
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / n;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Spread(mean, n == 1 ? null : Double.valueOf(Math.sqrt(squares / (n - 1))), n);
    }
}
