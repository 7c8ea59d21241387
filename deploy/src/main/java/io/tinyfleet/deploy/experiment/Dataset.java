package io.tinyfleet.deploy.experiment;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DataSource;
import io.tinyfleet.agent.data.machines.Machines;
import io.tinyfleet.agent.data.recordings.Recordings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** What there is to learn from. */
enum Dataset {
    MACHINES(false) {
        @Override
        DataSource open(Path path, OptionalInt devices, long seed) {
            return new Machines(devices.orElse(USUAL_MACHINES), seed);
        }
    },
    SP_SW_HAR(true) {
        @Override
        DataSource open(Path path, OptionalInt devices, long seed) throws DataException {
            return Recordings.open(path);
        }
    };

    private static final int USUAL_MACHINES = 8;

    private final boolean onDisk;

    Dataset(boolean onDisk) {
        this.onDisk = onDisk;
    }

    /** What is wrong with a path, if anything is. */
    Optional<String> fault(Optional<String> path) {
        if (onDisk && path.isEmpty()) {
            return Optional.of("is missing; expected where the data is");
        }
        return !onDisk && path.isPresent()
                ? Optional.of("is for data on disk; this data is generated")
                : Optional.empty();
    }

    /**
     * Opens it.
     *
     * @param path without meaning for what is generated
     * @param seed of what is generated
     */
    abstract DataSource open(Path path, OptionalInt devices, long seed) throws DataException;
}
