package io.tinyfleet.agent.data.partition;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.Quote;
import io.tinyfleet.protocol.DeviceId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Makes device ids of what files call their sources: {@code P 01} becomes {@code p-01}, {@code 7} {@code client-7}. */
final class DeviceNames {
    private final Map<DeviceId, String> given = new LinkedHashMap<>();

    /** @throws DataException when there is no such id, or another source has it already */
    DeviceId of(String source) throws DataException {
        String name = source.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
        name = name.matches("[0-9]+") ? "client-" + name : name;
        if (!DeviceId.isValid(name)) {
            throw new DataException(Quote.quoted(source) + " cannot name a device, expected 1 to 32 characters of"
                    + " a-z 0-9 -, beginning with a letter or digit");
        }
        DeviceId device = new DeviceId(name);
        String other = given.putIfAbsent(device, source);
        if (other != null && !other.equals(source)) {
            throw new DataException(Quote.quoted(source) + " and " + Quote.quoted(other) + " would both be device "
                    + device + ", expected names that differ in a-z 0-9 -");
        }
        return device;
    }
}
