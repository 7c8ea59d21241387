package io.tinyfleet.agent.program;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DataSource;
import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.protocol.DeviceId;
import java.util.List;

/**
 * What a device has to learn from besides its sensors.
 *
 * @param classNames what the labels stand for
 */
record OwnData(List<String> classNames, SampleShape shape, Reading reading) {
    interface Reading {
        DeviceData read() throws DataException;
    }

    static OwnData of(DataSource source, DeviceId part) {
        return new OwnData(source.classNames(), source.shape(), () -> source.load(part));
    }

    /** Everything comes from sensors. */
    static OwnData none(List<String> classNames, SampleShape shape) {
        LabelledSamples nothing = new LabelledSamples(shape, new float[0], new int[0]);
        return new OwnData(classNames, shape, () -> new DeviceData(nothing, nothing));
    }

    DeviceData load() throws DataException {
        return reading.read();
    }
}
