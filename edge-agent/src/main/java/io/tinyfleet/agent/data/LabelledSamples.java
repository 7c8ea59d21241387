package io.tinyfleet.agent.data;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
        return more.size() == 0 && shape.equals(more.shape) ? this : joined(List.of(this, more));
    }

    /**
     * All of them, one behind the other.
     *
     * @param parts one or more, of one shape
     */
    public static LabelledSamples joined(List<LabelledSamples> parts) {
        SampleShape shape = parts.get(0).shape;
        int size = 0;
        for (LabelledSamples part : parts) {
            if (!shape.equals(part.shape)) {
                throw new IllegalArgumentException(
                        "samples of " + part.shape + " cannot stand behind samples of " + shape);
            }
            size = Math.addExact(size, part.size());
        }
        float[] values = new float[Math.multiplyExact(size, shape.values())];
        int[] labels = new int[size];
        int at = 0;
        for (LabelledSamples part : parts) {
            System.arraycopy(part.values, 0, values, at * shape.values(), part.values.length);
            System.arraycopy(part.labels, 0, labels, at, part.labels.length);
            at += part.labels.length;
        }
        return new LabelledSamples(shape, values, labels);
    }

    /**
     * Some of them, in the order wanted.
     *
     * @param chosen each 0 to {@code size − 1}
     */
    public LabelledSamples only(List<Integer> chosen) {
        float[] some = new float[Math.multiplyExact(chosen.size(), shape.values())];
        int[] theirs = new int[chosen.size()];
        for (int i = 0; i < theirs.length; i++) {
            int sample = chosen.get(i);
            System.arraycopy(values, sample * shape.values(), some, i * shape.values(), shape.values());
            theirs[i] = labels[sample];
        }
        return new LabelledSamples(shape, some, theirs);
    }

    /** Those of one class, in their order. */
    public LabelledSamples ofClass(int cls) {
        return only(IntStream.range(0, labels.length)
                .filter(sample -> labels[sample] == cls)
                .boxed()
                .toList());
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
