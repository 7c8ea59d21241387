package io.tinyfleet.protocol;

/**
 * Names a fleet; a level of every topic.
 *
 * @param value 1 to 32 characters of {@code a-z 0-9 -}, beginning with a letter or digit
 */
public record FleetId(String value) {
    public FleetId {
        Names.require("fleet id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
