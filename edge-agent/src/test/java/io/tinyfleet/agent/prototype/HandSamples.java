package io.tinyfleet.agent.prototype;

import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.training.Outputs;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Labels with features and logits written down by hand, as if a model had said so. */
record HandSamples(LabelledSamples samples, Outputs outputs) {
    private static final SampleShape NO_MATTER = new SampleShape(1, 1);

    static HandSamples of(int[] labels, float[][] features) {
        return of(labels, features, new float[labels.length][1]);
    }

    static HandSamples of(int[] labels, float[][] features, float[][] logits) {
        return new HandSamples(
                new LabelledSamples(NO_MATTER, new float[labels.length], labels.clone()),
                new Outputs(labels.length, flat(features), flat(logits)));
    }

    LocalPrototypes prototypes(int classes, int dimensions) {
        return LocalPrototypes.of(samples, outputs, classes, dimensions);
    }

    private static float[] flat(float[][] rows) {
        FloatBuffer flat = FloatBuffer.allocate(
                Arrays.stream(rows).mapToInt(row -> row.length).sum());
        Arrays.stream(rows).forEach(flat::put);
        return flat.array();
    }
}
