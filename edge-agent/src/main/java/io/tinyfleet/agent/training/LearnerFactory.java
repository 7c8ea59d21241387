package io.tinyfleet.agent.training;

/** Makes a device's model when a plan says how many feature dimensions and classes it is to have. */
public interface LearnerFactory {
    /** A model that has learnt nothing yet: features R^{dimensions}, one logit for each of {@code classes}. */
    Learner create(int dimensions, int classes);
}
