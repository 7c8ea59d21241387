package io.tinyfleet.aggregator.prototype;

import io.tinyfleet.protocol.message.SharedModel;
import org.jspecify.annotations.Nullable;

/**
 * The average of models by samples, θ = Σ n_i θ_i / Σ n_i (McMahan et al., AISTATS 2017, Algorithm 1), summed in double in
 * the order in which models are added. Not thread-safe.
 */
final class ModelSums {
    private double[] sums = new double[0];
    private long samples;

    /** @param model as long as those added before */
    void add(SharedModel model) {
        if (samples == 0) {
            sums = new double[model.size()];
        }
        if (model.size() != sums.length) {
            throw new IllegalStateException("a model of " + model.size() + " values among models of " + sums.length
                    + " was accepted: this is a bug");
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] += model.samples() * (double) model.value(i);
        }
        samples = Math.addExact(samples, model.samples());
    }

    /** {@code null} if no model was added. */
    @Nullable
    SharedModel average() {
        if (samples == 0) {
            return null;
        }
        float[] values = new float[sums.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (sums[i] / samples);
        }
        return new SharedModel(samples, values);
    }
}
