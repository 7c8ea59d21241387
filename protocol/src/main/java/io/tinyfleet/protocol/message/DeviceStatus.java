package io.tinyfleet.protocol.message;

/** Birth and death of a device's connection; retained. */
public sealed interface DeviceStatus extends Message {
    /**
     * The device is connected and takes part under this plan.
     *
     * @param agent name and version of the software, at most 64 characters
     * @param model what the device trains, at most 64 characters
     * @param classesHeld classes that it has training samples of
     */
    record Online(PlanHash plan, String agent, String model, ClassSet classesHeld) implements DeviceStatus {
        public static final int LONGEST_TEXT = 64;

        public Online {
            if (agent.length() > LONGEST_TEXT || model.length() > LONGEST_TEXT) {
                throw new IllegalArgumentException("agent and model have at most " + LONGEST_TEXT + " characters");
            }
        }
    }

    /** The device said goodbye, or its connection broke (last will). */
    record Offline() implements DeviceStatus {}
}
