package io.tinyfleet.protocol;

/**
 * Names one device of a fleet; also its MQTT client id and a level of its topics.
 *
 * @param value 1 to 32 characters of {@code a-z 0-9 -}, beginning with a letter or digit
 */
public record DeviceId(String value) implements Comparable<DeviceId> {
    public DeviceId {
        Names.require("device id", value);
    }

    /** Whether {@code value} can name a device. */
    public static boolean isValid(String value) {
        return Names.isValid(value);
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
