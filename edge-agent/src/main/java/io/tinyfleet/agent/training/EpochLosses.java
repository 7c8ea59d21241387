package io.tinyfleet.agent.training;

/**
 * Mean losses per sample over one epoch.
 *
 * @param crossEntropy CE, natural logarithm
 * @param pull R, before the factor λ; 0 without targets
 */
public record EpochLosses(double crossEntropy, double pull) {}
