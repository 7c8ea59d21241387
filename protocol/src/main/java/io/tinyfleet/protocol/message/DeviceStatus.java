package io.tinyfleet.protocol.message;

/** Birth and death of a device's connection; retained. */
public sealed interface DeviceStatus extends Message {
    /**
     * The device is connected and takes part under this plan.
     *
     * @param agent name and version of the software, at most 64 bytes
     * @param model what the device trains, at most 64 bytes
     * @param classesHeld classes that it has training samples of
     */
    record Online(PlanHash plan, String agent, String model, ClassSet classesHeld) implements DeviceStatus {
        public static final int LONGEST_TEXT = 64;

        public Online {
            Text.require("agent", agent, LONGEST_TEXT);
            Text.require("model", model, LONGEST_TEXT);
        }
    }

    /** The device said goodbye, or its connection broke (last will). */
    record Offline() implements DeviceStatus {}
}
