package io.tinyfleet.agent.data;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Samples with their classes, in a fixed order: values {@code [size, channels, length]}, labels {@code [size]}.
 * Immutable; owns its arrays.
 */
public final class LabelledSamples {
    private final SampleShape shape;
    private final float[] values;
    private final int[] labels;

    /**
     * Takes over both arrays: the caller must not touch them again.
     *
     * @param values {@code [labels.length, channels, length]}, row-major
     * @param labels class indices, 0 or more
     */
    public LabelledSamples(SampleShape shape, float[] values, int[] labels) {
        if (values.length != Math.multiplyExact(labels.length, shape.values())) {
            throw new IllegalArgumentException(labels.length + " samples of " + shape + " need "
                    + labels.length * shape.values() + " values, but there are " + values.length);
        }
        this.shape = shape;
        this.values = values;
        this.labels = labels;
    }

    public SampleShape shape() {
        return shape;
    }

    public int size() {
        return labels.length;
    }

    /** The class index of one sample. */
    public int label(int sample) {
        return labels[sample];
    }

    /** Appends one sample's values, {@code [channels, length]}, to {@code target}. */
    public void copyTo(int sample, FloatBuffer target) {
        target.put(values, sample * shape.values(), shape.values());
    }

    /** These samples and, behind them, {@code more} of the same shape. */
    public LabelledSamples and(LabelledSamples more) {
        if (!shape.equals(more.shape)) {
            throw new IllegalArgumentException("samples of " + more.shape + " cannot stand behind samples of " + shape);
        }
        if (more.size() == 0) {
            return this;
        }
        float[] allValues = Arrays.copyOf(values, values.length + more.values.length);
        System.arraycopy(more.values, 0, allValues, values.length, more.values.length);
        int[] allLabels = Arrays.copyOf(labels, labels.length + more.labels.length);
        System.arraycopy(more.labels, 0, allLabels, labels.length, more.labels.length);
        return new LabelledSamples(shape, allValues, allLabels);
    }

    /** How many samples each class has: {@code [classes]}. Never leaves the device. */
    public int[] countPerClass(int classes) {
        int[] counts = new int[classes];
        for (int label : labels) {
            counts[label]++;
        }
        return counts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelledSamples that
                && shape.equals(that.shape)
                && Arrays.equals(labels, that.labels)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(labels) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "LabelledSamples[" + size() + " × " + shape + "]";
    }
}
