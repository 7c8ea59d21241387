package io.tinyfleet.agent.training;

import java.util.Arrays;

/** What a model says of some samples: features {@code [size, d]} and logits {@code [size, classes]}. Owns its arrays. */
public final class Outputs {
    private final int size;
    private final float[] features;
    private final float[] logits;

    /** Takes over both arrays: the caller must not touch them again. */
    public Outputs(int size, float[] features, float[] logits) {
        if (size < 0
                || (size == 0
                        ? features.length + logits.length > 0
                        : features.length % size + logits.length % size > 0)) {
            throw new IllegalArgumentException(features.length + " features and " + logits.length
                    + " logits do not divide among " + size + " samples");
        }
        this.size = size;
        this.features = features;
        this.logits = logits;
    }

    public int size() {
        return size;
    }

    /** The features of one sample, {@code [d]}: a copy. */
    public float[] features(int sample) {
        return row(features, sample);
    }

    /** The logits of one sample, {@code [classes]}: a copy. */
    public float[] logits(int sample) {
        return row(logits, sample);
    }

    private float[] row(float[] matrix, int row) {
        int columns = matrix.length / size;
        return Arrays.copyOfRange(matrix, row * columns, (row + 1) * columns);
    }
}
