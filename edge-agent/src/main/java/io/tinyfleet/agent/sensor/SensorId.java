package io.tinyfleet.agent.sensor;

import io.tinyfleet.protocol.DeviceId;

/**
 * Names one sensor of a device; also its PSK identity and the last segment of its paths.
 *
 * @param value 1 to 32 characters of {@code a-z 0-9 -}, beginning with a letter or digit
 */
public record SensorId(String value) implements Comparable<SensorId> {
    public SensorId {
        if (!DeviceId.isValid(value)) {
            throw new IllegalArgumentException("a sensor's name has 1 to 32 characters of a-z 0-9 -, beginning with a"
                    + " letter or digit, but is \"" + value + '"');
        }
    }

    @Override
    public int compareTo(SensorId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
