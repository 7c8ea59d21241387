package io.tinyfleet.deploy.demo;

import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.training.LearnerFactory;
import io.tinyfleet.protocol.DeviceId;

/**
 * One device of the demo.
 *
 * @param architecture what its model is called
 * @param models makes its model, with the same initial weights each time
 */
record Participant(DeviceId device, DeviceData data, String architecture, LearnerFactory models) {}
