package io.tinyfleet.deploy.local;

import io.tinyfleet.protocol.message.Accuracy;

/** One device's accuracy, and on how many test samples. */
public record Judged(Accuracy accuracy, int testSamples) {}
