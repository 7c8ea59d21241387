package io.tinyfleet.broker.policy;

import io.tinyfleet.protocol.DeviceId;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** How a list of revoked devices is written: one a line; empty lines, and those that begin with {@code #}, say nothing. */
public final class RevokedDevices {
    private RevokedDevices() {}

    /**
     * Reads a list.
     *
     * @return in the order of their names; unmodifiable
     * @throws IllegalArgumentException if a line is no device's name; it is in the message
     */
    public static SortedSet<DeviceId> parse(List<String> lines) {
        SortedSet<DeviceId> revoked = new TreeSet<>();
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                if (!DeviceId.isValid(line)) {
                    throw new IllegalArgumentException("'" + line + "' is no device");
                }
                revoked.add(new DeviceId(line));
            }
        }
        return Collections.unmodifiableSortedSet(revoked);
    }
}
