package io.tinyfleet.agent.training;

import java.util.Arrays;

/**
 * All that a model's next epochs follow from, besides its settings and data. Immutable; owns its array. Never leaves the
 * device.
 */
public final class ModelState {
    private final int epochs;
    private final float[] values;

    /**
     * Takes over the array: the caller must not touch it again.
     *
     * @param epochs trained so far, 0 or more
     * @param values every weight and running statistic, in the model's own order
     */
    public ModelState(int epochs, float[] values) {
        if (epochs < 0) {
            throw new IllegalArgumentException("epochs must be 0 or more, but is " + epochs);
        }
        this.epochs = epochs;
        this.values = values;
    }

    public int epochs() {
        return epochs;
    }

    public int size() {
        return values.length;
    }

    /** A copy. */
    public float[] values() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ModelState that && epochs == that.epochs && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * epochs + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "ModelState[" + values.length + " values after " + epochs + " epochs]";
    }
}
