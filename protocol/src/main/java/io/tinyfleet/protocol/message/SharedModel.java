package io.tinyfleet.protocol.message;

import java.util.Arrays;

/**
 * All values of a model and the samples behind it, for {@link Method#FEDAVG} alone: in an update θ_i and n_i, in what a
 * round gave θ = Σ n_i θ_i / Σ n_i and Σ n_i. All values are finite. Immutable.
 */
public final class SharedModel {
    private final long samples;
    private final float[] values;

    /**
     * Takes over {@code values}: the caller must not touch them again.
     *
     * @param samples n_i or Σ n_i, 1 or more
     * @param values 1 to {@link Plan#MOST_MODEL_VALUES}
     */
    public SharedModel(long samples, float[] values) {
        if (samples < 1) {
            throw new IllegalArgumentException("a shared model was trained on 1 sample or more, not " + samples);
        }
        if (values.length < 1 || values.length > Plan.MOST_MODEL_VALUES) {
            throw new IllegalArgumentException(
                    "a shared model has 1 to " + Plan.MOST_MODEL_VALUES + " values, not " + values.length);
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("model values must be finite, but one is " + value);
            }
        }
        this.samples = samples;
        this.values = values;
    }

    public long samples() {
        return samples;
    }

    public int size() {
        return values.length;
    }

    public float value(int index) {
        return values[index];
    }

    /** All values: a copy. */
    public float[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SharedModel that && samples == that.samples && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(samples) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "SharedModel[" + values.length + " values of " + samples + " samples]";
    }
}
