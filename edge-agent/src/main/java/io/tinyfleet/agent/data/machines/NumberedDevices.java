package io.tinyfleet.agent.data.machines;

import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.MeasuredPool.Measured;
import io.tinyfleet.agent.data.PooledSample.Part;
import io.tinyfleet.protocol.DeviceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Devices that are made up, numbered from 1: {@code machine-01}, {@code machine-02} … */
final class NumberedDevices {
    private static final int MOST = 1_000;

    private final String kind;
    private final List<DeviceId> ids;

    /**
     * Names them.
     *
     * @param kind what each is
     * @param count 1 to 1,000
     */
    NumberedDevices(String kind, int count) {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("devices must be 1 to " + MOST + ", but is " + count);
        }
        this.kind = kind;
        ids = IntStream.rangeClosed(1, count)
                .mapToObj(number -> new DeviceId(String.format(Locale.ROOT, "%s-%02d", kind, number)))
                .toList();
    }

    List<DeviceId> ids() {
        return ids;
    }

    /** Where a device stands, from 0. */
    int indexOf(DeviceId device) {
        int index = ids.indexOf(device);
        if (index < 0) {
            throw new IllegalArgumentException("no " + kind + " " + device + ", only " + ids.size() + " from "
                    + ids.get(0) + " to " + ids.get(ids.size() - 1));
        }
        return index;
    }

    /** What each measured, one device after the other; {@code train} and {@code test} give that of the one at an index. */
    List<Measured> measured(IntFunction<LabelledSamples> train, IntFunction<LabelledSamples> test) {
        List<Measured> measured = new ArrayList<>();
        for (int index = 0; index < ids.size(); index++) {
            String source = ids.get(index).value();
            measured.add(new Measured(source, Part.TRAIN, train.apply(index)));
            measured.add(new Measured(source, Part.TEST, test.apply(index)));
        }
        return measured;
    }
}
