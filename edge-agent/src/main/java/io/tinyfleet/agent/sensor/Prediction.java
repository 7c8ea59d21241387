package io.tinyfleet.agent.sensor;

/**
 * What a device makes of a window.
 *
 * @param className one of the plan's
 * @param margin how far this class is ahead of the next, 0 (undecided) or more; no probability
 */
public record Prediction(String className, double margin) {}
