package io.tinyfleet.agent.training;

import java.util.OptionalLong;

/** Makes a device's model when a plan says how many feature dimensions and classes it is to have. */
public interface LearnerFactory {
    /**
     * A model that has learnt nothing yet: features R^{dimensions}, one logit for each of {@code classes}.
     *
     * @param commonSeed of the initial weights, which then are the same on every device of the same architecture; if
     *     empty, the device's own seed is used. The order of samples always is the device's own.
     */
    Learner create(int dimensions, int classes, OptionalLong commonSeed);
}
