package io.tinyfleet.deploy.experiment;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DataSource;
import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.protocol.DeviceId;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All devices' data in memory. Immutable: runs share it.
 *
 * @param devices in the order of the fleet
 */
record LoadedData(List<String> classNames, SampleShape shape, Map<DeviceId, DeviceData> devices) {
    /** Reads what the devices of a run with this seed learn from. */
    static LoadedData load(DataSettings settings, long seed) throws UserMistake {
        try {
            DataSource source = settings.dataset().open(Path.of(settings.path().orElse("")), settings.devices(), seed);
            int wanted = settings.devices().orElse(source.devices().size());
            if (wanted > source.devices().size()) {
                throw new UserMistake("devices is " + wanted + ", but only "
                        + source.devices().size() + " have data");
            }
            Map<DeviceId, DeviceData> devices = new LinkedHashMap<>();
            for (DeviceId device : source.devices().subList(0, wanted)) {
                devices.put(device, source.load(device));
            }
            return new LoadedData(source.classNames(), source.shape(), devices);
        } catch (DataException e) {
            throw new UserMistake(String.valueOf(e.getMessage()), e);
        }
    }

    /** The test samples of all devices, one device's after the other's. */
    LabelledSamples allTests() {
        return devices.values().stream()
                .map(DeviceData::test)
                .reduce(LabelledSamples::and)
                .orElseThrow(() -> new IllegalStateException("this is a bug: a fleet without devices"));
    }
}
