package io.tinyfleet.agent.program;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DataSource;
import io.tinyfleet.agent.data.Pool;
import io.tinyfleet.agent.data.csv.SeriesCsv;
import io.tinyfleet.agent.data.csv.SeriesFormat;
import io.tinyfleet.agent.data.images.ImagePool;
import io.tinyfleet.agent.data.machines.Machines;
import io.tinyfleet.agent.data.partition.BySource;
import io.tinyfleet.agent.data.recordings.Recordings;
import io.tinyfleet.operations.settings.Settings;
import io.tinyfleet.protocol.DeviceId;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
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
    /** A device's own images, a folder for each class. */
    IMAGES {
        @Override
        @Nullable
        OwnData read(Settings settings, DeviceId device, Path besides) {
            Path directory = settings.value("data.directory", null, besides, besides::resolveSibling);
            List<String> classes = settings.list("data.classes");
            int rows = settings.integer("data.rows", "32", 1, 1_024);
            int columns = settings.integer("data.columns", "32", 1, 1_024);
            return own(settings, "data.directory", () -> ImagePool.open(directory, rows, columns, classes));
        }
    },
    /** A device's own series, in one file. */
    CSV {
        @Override
        @Nullable
        OwnData read(Settings settings, DeviceId device, Path besides) {
            Path file = settings.value("data.file", null, besides, besides::resolveSibling);
            String label = settings.value("data.label", null, "", Function.identity());
            List<String> values = settings.list("data.values");
            List<String> classes = settings.list("data.classes");
            int window = settings.integer("data.window", null, 2, 65_536);
            return own(
                    settings,
                    "data.file",
                    () -> SeriesCsv.read(file, new SeriesFormat(label, values, null, null, classes, window, window)));
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

    private interface Opening {
        Pool open() throws DataException;
    }

    /** All samples of a pool that has one source, divided as it says or else in three quarters and one. */
    private static @Nullable OwnData own(Settings settings, String key, Opening opening) {
        if (!settings.areSound()) {
            return null;
        }
        try {
            DataSource all = new BySource(1).over(opening.open());
            return OwnData.of(all, all.devices().get(0));
        } catch (DataException | IllegalArgumentException e) {
            settings.problem(key, "is of no use: " + e.getMessage());
            return null;
        }
    }
}
