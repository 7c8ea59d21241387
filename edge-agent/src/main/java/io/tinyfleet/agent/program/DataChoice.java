package io.tinyfleet.agent.program;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.machines.Machines;
import io.tinyfleet.agent.data.recordings.Recordings;
import io.tinyfleet.operations.settings.Settings;
import io.tinyfleet.protocol.DeviceId;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@code data.source}. */
enum DataChoice {
    MACHINES {
        @Override
        OwnData read(Settings settings, DeviceId device, Path besides) {
            int machine = settings.integer("data.machine", null, 1, 1_000);
            Machines machines = new Machines(machine, settings.value("data.seed", "1", 1L, Long::valueOf));
            return OwnData.of(machines, machines.devices().get(machine - 1));
        }
    },
    SP_SW_HAR {
        @Override
        @Nullable
        OwnData read(Settings settings, DeviceId device, Path besides) {
            Path directory = settings.value("data.directory", null, besides, besides::resolveSibling);
            DeviceId part = settings.value("data.recorded-by", device.value(), device, DeviceId::new);
            if (!settings.areSound()) {
                return null;
            }
            try {
                Recordings recordings = Recordings.open(directory);
                if (recordings.devices().contains(part)) {
                    return OwnData.of(recordings, part);
                }
                settings.problem("data.recorded-by", "is '" + part + "'; expected one of " + recordings.devices());
            } catch (DataException e) {
                settings.problem("data.directory", "is of no use: " + e.getMessage());
            }
            return null;
        }
    },
    /** Sensors only: what the samples look like is said with them. */
    NONE {
        @Override
        @Nullable
        OwnData read(Settings settings, DeviceId device, Path besides) {
            return null;
        }
    };

    /** {@code null} if there is none, or a problem was noted. */
    abstract @Nullable OwnData read(Settings settings, DeviceId device, Path besides);
}
