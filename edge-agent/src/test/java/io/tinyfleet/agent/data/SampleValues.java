package io.tinyfleet.agent.data;

import java.nio.FloatBuffer;

/** Lets a test look at the values of samples. */
public final class SampleValues {
    private SampleValues() {}

    /** All values, {@code [size, channels, length]}. */
    public static float[] of(LabelledSamples samples) {
        float[] values = new float[samples.size() * samples.shape().values()];
        FloatBuffer target = FloatBuffer.wrap(values);
        for (int sample = 0; sample < samples.size(); sample++) {
            samples.copyTo(sample, target);
        }
        return values;
    }

    /** One sample's values, {@code [channels, length]}. */
    public static float[] of(LabelledSamples samples, int sample) {
        float[] values = new float[samples.shape().values()];
        samples.copyTo(sample, FloatBuffer.wrap(values));
        return values;
    }

    public static int[] labels(LabelledSamples samples) {
        int[] labels = new int[samples.size()];
        for (int sample = 0; sample < labels.length; sample++) {
            labels[sample] = samples.label(sample);
        }
        return labels;
    }
}
