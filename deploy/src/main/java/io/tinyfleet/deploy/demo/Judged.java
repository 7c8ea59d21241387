package io.tinyfleet.deploy.demo;

import io.tinyfleet.protocol.message.Accuracy;

/** One device's accuracy, and on how many test samples. */
record Judged(Accuracy accuracy, int testSamples) {}
