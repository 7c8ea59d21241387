package io.tinyfleet.agent.sensor;

/**
 * One signal of a sensor.
 *
 * @param name the last part of its SenML name, behind the last {@code /} or {@code :}
 * @param unit its SenML unit, such as {@code m/s2}; empty if any will do. A record without a unit is taken as right.
 */
public record Channel(String name, String unit) {
    public Channel {
        if (name.isEmpty()
                || !name.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-._".indexOf(c) >= 0))) {
            throw new IllegalArgumentException(
                    "a channel's name has characters of A-Z a-z 0-9 - . _, but is \"" + name + '"');
        }
        if (name.equals(Series.LABEL)) {
            throw new IllegalArgumentException("no channel can be called \"label\": that record names the class");
        }
    }

    /** A channel of any unit. */
    public static Channel named(String name) {
        return new Channel(name, "");
    }
}
