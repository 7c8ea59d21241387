package io.tinyfleet.agent.checkpoint;

import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;

/**
 * Whose a checkpoint is. That of another is of no use.
 *
 * @param model what the architecture is called
 * @param shape of the samples it takes
 */
public record Provenance(FleetId fleet, DeviceId device, String model, SampleShape shape) {
    @Override
    public String toString() {
        return "device " + device + " of fleet " + fleet + " with a " + model + " for samples of " + shape;
    }
}
