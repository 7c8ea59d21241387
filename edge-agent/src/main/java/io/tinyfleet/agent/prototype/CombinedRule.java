package io.tinyfleet.agent.prototype;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a device predicts by: three rules vote, each with as much voice as its weight. They are the logits of the head,
 * how near features are to the device's own prototypes (Euclidean distance), and the cosines between features and the
 * fleet's, of which the lengths mean little. Each rule's scores are brought to mean 0 and deviation 1 over the classes
 * that it knows; to one that it does not know it gives its lowest. The class with the largest weighted sum is predicted,
 * of equally large ones the first. Immutable.
 */
public final class CombinedRule {
    private final Weights weights;
    private final NearestPrototype local;
    private final @Nullable NearestPrototype global;

    /**
     * How much each rule counts beside the others.
     *
     * @param head of the logits, 0 or more, like the others; at least one is above 0
     * @param local of the device's own prototypes
     * @param global of the fleet's
     */
    public record Weights(double head, double local, double global) {
        /** Chosen on validation data: decision 23. */
        public static final Weights DEFAULT = new Weights(1, 1, 0);

        public Weights {
            double sum = head + local + global;
            if (!(head >= 0 && local >= 0 && global >= 0 && sum > 0 && sum < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weights are finite, 0 or more and not all 0, but they are " + head
                        + ", " + local + " and " + global);
            }
        }
    }

    /**
     * What is predicted.
     *
     * @param cls the class
     * @param margin how far its sum is above the next largest, 0 or more: no probability
     */
    public record Choice(int cls, double margin) {}

    /**
     * Combines what there is.
     *
     * @param global {@code null} while the fleet has no prototypes
     */
    public CombinedRule(Weights weights, NearestPrototype local, @Nullable NearestPrototype global) {
        this.weights = weights;
        this.local = local;
        this.global = global;
    }

    /**
     * The class of one sample.
     *
     * @param logits {@code [K]}, K at least 1
     * @param features {@code [d]}
     */
    public Choice choose(float[] logits, float[] features) {
        double[] sums = new double[logits.length];
        add(sums, weights.head(), widened(logits));
        add(sums, weights.local(), negated(local.distances(features, logits.length)));
        if (global != null) {
            add(sums, weights.global(), global.cosines(features, logits.length));
        }
        return largest(sums);
    }

    private static double[] widened(float[] logits) {
        double[] wide = new double[logits.length];
        for (int cls = 0; cls < logits.length; cls++) {
            wide[cls] = logits[cls];
        }
        return wide;
    }

    private static double[] negated(double[] distances) {
        return Arrays.stream(distances).map(distance -> -distance).toArray();
    }

    private static void add(double[] sums, double weight, double[] scores) {
        double[] standard = StandardScores.of(scores);
        for (int cls = 0; cls < sums.length; cls++) {
            sums[cls] += weight * standard[cls];
        }
    }

    private static Choice largest(double[] sums) {
        int largest = 0;
        double next = Double.NEGATIVE_INFINITY;
        for (int cls = 1; cls < sums.length; cls++) {
            if (sums[cls] > sums[largest]) {
                next = sums[largest];
                largest = cls;
            } else {
                next = Math.max(next, sums[cls]);
            }
        }
        return new Choice(largest, sums.length == 1 ? 0 : sums[largest] - next);
    }
}
