package io.tinyfleet.deploy.experiment;

import io.tinyfleet.agent.data.ContentHash;
import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DataSource;
import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.protocol.DeviceId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * All devices' data in memory. Immutable: runs share it.
 *
 * @param devices in the order of the fleet
 * @param testsByClass the test samples of all devices, class by class
 * @param sha256 of all of it
 */
record LoadedData(
        List<String> classNames,
        SampleShape shape,
        Map<DeviceId, DeviceData> devices,
        List<LabelledSamples> testsByClass,
        String sha256) {
    /** Of one of the devices. */
    DeviceData of(DeviceId device) {
        return Objects.requireNonNull(devices.get(device));
    }

    /** Reads what the devices of a run with this seed learn from. */
    static LoadedData load(DataSettings settings, long seed) throws UserMistake {
        try {
            DataSource source = settings.open(seed);
            int wanted = settings.devices().orElse(source.devices().size());
            if (wanted > source.devices().size()) {
                throw new UserMistake("devices is " + wanted + ", but only "
                        + source.devices().size() + " have data");
            }
            Map<DeviceId, DeviceData> devices = new LinkedHashMap<>();
            ContentHash hash = new ContentHash(source);
            for (DeviceId device : source.devices().subList(0, wanted)) {
                DeviceData data = source.load(device);
                devices.put(device, data);
                hash.add(device, data);
            }
            LabelledSamples allTests = LabelledSamples.joined(
                    devices.values().stream().map(DeviceData::test).toList());
            List<LabelledSamples> testsByClass = IntStream.range(
                            0, source.classNames().size())
                    .mapToObj(allTests::ofClass)
                    .toList();
            return new LoadedData(source.classNames(), source.shape(), devices, testsByClass, hash.hex());
        } catch (DataException | IllegalArgumentException e) {
            throw new UserMistake(String.valueOf(e.getMessage()), e);
        }
    }
}
