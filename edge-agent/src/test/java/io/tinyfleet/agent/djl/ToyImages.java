package io.tinyfleet.agent.djl;

import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import java.util.SplittableRandom;

/** Noise in which each class has its own corner a little brighter. */
final class ToyImages {
    private ToyImages() {}

    /** @param classes at most 4, as many as an image has corners */
    static LabelledSamples corners(SampleShape shape, int size, int classes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[size * shape.values()];
        int[] labels = new int[size];
        for (int i = 0; i < values.length; i++) {
            int sample = i / shape.values();
            int row = i / shape.columns() % shape.rows();
            int column = i % shape.columns();
            int corner = (row < shape.rows() / 2 ? 0 : 2) + (column < shape.columns() / 2 ? 0 : 1);
            labels[sample] = sample % classes;
            values[i] = (float) (2 * random.nextDouble() - 1 + (corner == labels[sample] ? 0.5 : 0));
        }
        return new LabelledSamples(shape, values, labels);
    }
}
