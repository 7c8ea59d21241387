package io.tinyfleet.aggregator.prototype.trained;

import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.SparsePrototypes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A round's uploads of the C classes that somebody sent, brought to one scale: all are multiplied by the factor that
 * makes the median one's values about 1 (‖u‖ = √s), and none counts as longer than {@value #LONGEST} times the median.
 * So a step of the network means the same whatever the devices' features and n_ij are, no n_i is needed, and one
 * absurd upload changes nothing for the others.
 *
 * <p>Vectors of different classes are compared value by value in compressed form, as the authors do: the k-th value of
 * one class with the k-th of another, though their masks keep different dimensions.
 */
final class Uploads {
    /** Uploads scaled by n_ij may honestly be some hundred times as long as the median one. */
    private static final int LONGEST = 1_000;

    private static final float LARGEST_MARGIN = 100;

    private final int width;
    private final ClassSet classes;
    private final double factor;
    private final float[][] vectors;
    private final int[] labels;
    private final int[] counts;

    /**
     * Uploads in the order given.
     *
     * @param width s of every upload
     */
    Uploads(int width, List<SparsePrototypes> uploads) {
        this.width = width;
        classes = ClassSet.of(uploads.stream()
                .flatMapToInt(upload -> indices(upload.classes()))
                .distinct()
                .sorted()
                .toArray());
        labels = uploads.stream()
                .flatMapToInt(upload -> indices(upload.classes()).map(classes::positionOf))
                .toArray();
        vectors = new float[labels.length][width];
        counts = new int[classes.size()];
        for (int label : labels) {
            counts[label]++;
        }
        double median = median(uploads);
        factor = Math.sqrt(width) / median;
        int next = 0;
        for (SparsePrototypes upload : uploads) {
            for (int position = 0; position < upload.classes().size(); position++) {
                double norm = upload.norm(position);
                double scale = factor * Math.min(1, LONGEST * median / Math.max(norm, Double.MIN_NORMAL));
                float[] vector = vectors[next++];
                for (int index = 0; index < width; index++) {
                    vector[index] = (float) (upload.value(position, index) * scale);
                }
            }
        }
    }

    private static IntStream indices(ClassSet classes) {
        return IntStream.range(0, classes.size()).map(classes::at);
    }

    /** Of the lengths above zero; 1 if there are none. */
    private static double median(List<SparsePrototypes> uploads) {
        double[] norms = uploads.stream()
                .flatMapToDouble(
                        upload -> IntStream.range(0, upload.classes().size()).mapToDouble(upload::norm))
                .filter(norm -> norm > 0)
                .sorted()
                .toArray();
        return norms.length == 0 ? 1 : norms[norms.length / 2];
    }

    /** The C classes that somebody sent. */
    ClassSet classes() {
        return classes;
    }

    /** n, of all devices and classes. */
    int size() {
        return labels.length;
    }

    /** {@code [n, s]} on the common scale: not a copy. */
    float[][] vectors() {
        return vectors;
    }

    /** Each upload's class as a position in {@link #classes()}, {@code [n]}: not a copy. */
    int[] labels() {
        return labels;
    }

    /** |N_j| in the order of the classes. */
    List<Integer> contributors() {
        return Arrays.stream(counts).boxed().toList();
    }

    /** Each class's mean upload, {@code [C, s]} on the common scale. */
    float[][] means() {
        double[][] sums = new double[classes.size()][width];
        for (int upload = 0; upload < labels.length; upload++) {
            for (int index = 0; index < width; index++) {
                sums[labels[upload]][index] += vectors[upload][index];
            }
        }
        float[][] means = new float[classes.size()][width];
        for (int cls = 0; cls < means.length; cls++) {
            for (int index = 0; index < width; index++) {
                means[cls][index] = (float) (sums[cls][index] / counts[cls]);
            }
        }
        return means;
    }

    /**
     * min(max_j gap_j, 100), the gap being the distance from class j's mean to the nearest other's; of two classes or
     * more.
     */
    float margin() {
        float[][] means = means();
        float largest = 0;
        for (float[] mean : means) {
            float nearest = Float.POSITIVE_INFINITY;
            for (float[] other : means) {
                if (other != mean) {
                    nearest = Math.min(nearest, Distances.squared(mean, other));
                }
            }
            largest = Math.max(largest, nearest);
        }
        return Math.min((float) Math.sqrt(largest), LARGEST_MARGIN);
    }

    /** Vectors of the C classes from the common scale to the devices'. */
    SparsePrototypes restored(float[][] prototypes) {
        float[] values = new float[prototypes.length * width];
        for (int i = 0; i < values.length; i++) {
            double value = prototypes[i / width][i % width] / factor;
            values[i] = (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
        }
        return new SparsePrototypes(classes, width, values);
    }
}
