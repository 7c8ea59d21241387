package io.tinyfleet.agent.data;

import io.tinyfleet.protocol.DeviceId;
import java.util.List;

/** A data set dealt to devices. The same source gives the same data every time it is asked. */
public interface DataSource {
    /** Class names; a label is an index into this list. */
    List<String> classNames();

    SampleShape shape();

    /** The devices that have data, in the order in which a fleet of fewer takes them. */
    List<DeviceId> devices();

    /**
     * Reads one device's data.
     *
     * @throws DataException when a file is missing or malformed
     * @throws IllegalArgumentException when {@code device} is not one of {@link #devices()}
     */
    DeviceData load(DeviceId device) throws DataException;
}
