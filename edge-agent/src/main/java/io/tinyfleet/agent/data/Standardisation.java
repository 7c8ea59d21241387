package io.tinyfleet.agent.data;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Brings every channel to mean 0 and deviation 1 over the training samples of one device.
 *
 * <p>For channel c, over every value of every training sample, computed in {@code double}:
 *
 * <pre>
 * mean_c = Σ x / n        deviation_c = √(Σ (x − mean_c)² / n)        x' = (x − mean_c) / deviation_c
 * </pre>
 *
 * <p>A value that stands in two overlapping windows counts twice. A channel that does not change beyond rounding
 * is only centred. The test part is transformed with the same numbers, so nothing of it leaks into training.
 */
public final class Standardisation {
    /** A deviation below this share of the mean is rounding of {@code float} values, not a signal. */
    private static final double ROUNDING = 1e-7;

    private final SampleShape shape;
    private final double[] means;
    private final double[] deviations;

    private Standardisation(SampleShape shape, double[] means, double[] deviations) {
        this.shape = shape;
        this.means = means;
        this.deviations = deviations;
    }

    /** Both parts of one device's data, standardised by {@code train}. */
    public static DeviceData byTraining(LabelledSamples train, LabelledSamples test) {
        Standardisation standardisation = of(train);
        return new DeviceData(standardisation.applyTo(train), standardisation.applyTo(test), standardisation);
    }

    /** Changes nothing. */
    static Standardisation none(SampleShape shape) {
        return fixed(shape, 0, 1);
    }

    /** The same for every device and channel, whatever it measures: {@code x' = (x − mean) / deviation}. */
    public static Standardisation fixed(SampleShape shape, double mean, double deviation) {
        double[] means = new double[shape.channels()];
        double[] deviations = new double[shape.channels()];
        Arrays.fill(means, mean);
        Arrays.fill(deviations, deviation);
        return new Standardisation(shape, means, deviations);
    }

    /**
     * Measures mean and deviation of every channel.
     *
     * @throws IllegalArgumentException when there are no samples to measure
     */
    public static Standardisation of(LabelledSamples samples) {
        if (samples.size() == 0) {
            throw new IllegalArgumentException("mean and deviation need at least one sample, but there is none");
        }
        SampleShape shape = samples.shape();
        float[] values = valuesOf(samples);
        double count = (double) samples.size() * shape.length();

        double[] means = new double[shape.channels()];
        for (int i = 0; i < values.length; i++) {
            means[channel(i, shape)] += values[i];
        }
        for (int channel = 0; channel < means.length; channel++) {
            means[channel] /= count;
        }

        double[] deviations = new double[shape.channels()];
        for (int i = 0; i < values.length; i++) {
            double distance = values[i] - means[channel(i, shape)];
            deviations[channel(i, shape)] += distance * distance;
        }
        for (int channel = 0; channel < means.length; channel++) {
            double deviation = Math.sqrt(deviations[channel] / count);
            deviations[channel] = deviation > ROUNDING * Math.abs(means[channel]) ? deviation : 1;
        }
        return new Standardisation(shape, means, deviations);
    }

    /** The same samples on this scale. */
    public LabelledSamples applyTo(LabelledSamples samples) {
        if (!samples.shape().equals(shape)) {
            throw new IllegalArgumentException(
                    "measured on samples of " + shape + ", cannot apply to samples of " + samples.shape());
        }
        float[] values = valuesOf(samples);
        for (int i = 0; i < values.length; i++) {
            int channel = channel(i, shape);
            values[i] = (float) ((values[i] - means[channel]) / deviations[channel]);
        }
        int[] labels = new int[samples.size()];
        for (int sample = 0; sample < labels.length; sample++) {
            labels[sample] = samples.label(sample);
        }
        return new LabelledSamples(shape, values, labels);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Standardisation that
                && shape.equals(that.shape)
                && Arrays.equals(means, that.means)
                && Arrays.equals(deviations, that.deviations);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(means) + Arrays.hashCode(deviations);
    }

    private static int channel(int index, SampleShape shape) {
        return index / shape.length() % shape.channels();
    }

    private static float[] valuesOf(LabelledSamples samples) {
        float[] values = new float[samples.size() * samples.shape().values()];
        FloatBuffer target = FloatBuffer.wrap(values);
        for (int sample = 0; sample < samples.size(); sample++) {
            samples.copyTo(sample, target);
        }
        return values;
    }
}
