package io.tinyfleet.agent.prototype;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Predicts the class whose prototype is nearest in Euclidean distance (method: Eq 12); of equally near ones the one
 * added first. A class without a prototype is never predicted. Immutable.
 */
public final class NearestPrototype {
    private final int[] classes;
    private final double[][] prototypes;

    private NearestPrototype(int[] classes, double[][] prototypes) {
        this.classes = classes;
        this.prototypes = prototypes;
    }

    /** Collects prototypes. */
    static final class Builder {
        private final List<Integer> classes = new ArrayList<>();
        private final List<double[]> prototypes = new ArrayList<>();

        /** Adds a class and its prototype, {@code [d]}. */
        void add(int cls, double[] prototype) {
            classes.add(cls);
            prototypes.add(prototype.clone());
        }

        NearestPrototype build() {
            return new NearestPrototype(
                    classes.stream().mapToInt(Integer::intValue).toArray(), prototypes.toArray(double[][]::new));
        }
    }

    /**
     * The class predicted for one sample, or −1 without any prototype.
     *
     * @param features {@code [d]}
     */
    public int predict(float[] features) {
        int nearest = -1;
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < classes.length; i++) {
            double distance = squaredDistance(features, prototypes[i]);
            if (distance < smallest) {
                smallest = distance;
                nearest = classes[i];
            }
        }
        return nearest;
    }

    /**
     * The cosine of one sample's features with each prototype; 0 if either has no length.
     *
     * @param features {@code [d]}
     * @return by class, as many as {@code count}; NaN for a class without a prototype
     */
    double[] cosines(float[] features, int count) {
        double[] cosines = new double[count];
        Arrays.fill(cosines, Double.NaN);
        for (int i = 0; i < classes.length; i++) {
            cosines[classes[i]] = cosine(features, prototypes[i]);
        }
        return cosines;
    }

    private static double cosine(float[] features, double[] prototype) {
        double product = 0;
        double featureSquares = 0;
        double prototypeSquares = 0;
        for (int k = 0; k < prototype.length; k++) {
            product += features[k] * prototype[k];
            featureSquares += (double) features[k] * features[k];
            prototypeSquares += prototype[k] * prototype[k];
        }
        double lengths = Math.sqrt(featureSquares) * Math.sqrt(prototypeSquares);
        return lengths == 0 ? 0 : product / lengths;
    }

    private static double squaredDistance(float[] features, double[] prototype) {
        double sum = 0;
        for (int k = 0; k < prototype.length; k++) {
            double difference = features[k] - prototype[k];
            sum += difference * difference;
        }
        return sum;
    }
}
