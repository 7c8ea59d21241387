package io.tinyfleet.agent.prototype;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Predicts the class whose prototype is nearest in Euclidean distance (method: Eq 12); of equally near ones the one
 * added first. A class without a prototype is never predicted. Immutable.
 */
public final class NearestPrototype {
    private final int[] classes;
    private final double[][] prototypes;
    private final double[] lengths;

    private NearestPrototype(int[] classes, double[][] prototypes) {
        this.classes = classes;
        this.prototypes = prototypes;
        lengths =
                Arrays.stream(prototypes).mapToDouble(NearestPrototype::length).toArray();
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
     * The Euclidean distance of one sample's features from each prototype.
     *
     * @param features {@code [d]}
     * @return by class, as many as {@code count}; NaN for a class without a prototype
     */
    double[] distances(float[] features, int count) {
        return byClass(count, i -> Math.sqrt(squaredDistance(features, prototypes[i])));
    }

    /**
     * The cosine of one sample's features with each prototype; 0 if either has no length.
     *
     * @param features {@code [d]}
     * @return by class, as many as {@code count}; NaN for a class without a prototype
     */
    double[] cosines(float[] features, int count) {
        double squares = 0;
        for (float feature : features) {
            squares += (double) feature * feature;
        }
        double length = Math.sqrt(squares);
        return byClass(count, i -> {
            double both = length * lengths[i];
            return both == 0 ? 0 : product(features, prototypes[i]) / both;
        });
    }

    private double[] byClass(int count, IntToDoubleFunction ofPrototype) {
        double[] values = new double[count];
        Arrays.fill(values, Double.NaN);
        for (int i = 0; i < classes.length; i++) {
            values[classes[i]] = ofPrototype.applyAsDouble(i);
        }
        return values;
    }

    private static double length(double[] prototype) {
        double squares = 0;
        for (double value : prototype) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }

    private static double product(float[] features, double[] prototype) {
        double product = 0;
        for (int k = 0; k < prototype.length; k++) {
            product += features[k] * prototype[k];
        }
        return product;
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
