package io.tinyfleet.deploy.experiment;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DataSource;
import io.tinyfleet.agent.data.Pool;
import io.tinyfleet.agent.data.csv.SeriesCsv;
import io.tinyfleet.agent.data.images.CifarBinary;
import io.tinyfleet.agent.data.images.ImagePool;
import io.tinyfleet.agent.data.machines.MachineParks;
import io.tinyfleet.agent.data.machines.Machines;
import io.tinyfleet.agent.data.recordings.Recordings;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** What there is to learn from. */
enum Dataset {
    /** Generated vibrations of machines with ten conditions, a device each. */
    MACHINES(false) {
        @Override
        Pool pool(DataSettings settings, long seed) {
            return machines(settings, seed).pool();
        }

        @Override
        Optional<DataSource> dealt(DataSettings settings, long seed) {
            return Optional.of(machines(settings, seed));
        }

        private Machines machines(DataSettings settings, long seed) {
            return new Machines(settings.devices().orElse(USUAL_MACHINES), seed);
        }
    },
    /** Generated vibrations of parks of machines, a hundred classes. */
    MACHINE_PARKS(false) {
        @Override
        Pool pool(DataSettings settings, long seed) {
            return parks(settings, seed).pool();
        }

        @Override
        Optional<DataSource> dealt(DataSettings settings, long seed) {
            return Optional.of(parks(settings, seed));
        }

        private MachineParks parks(DataSettings settings, long seed) {
            return new MachineParks(settings.devices().orElse(USUAL_PARKS), seed);
        }
    },
    /** Recordings of phones and watches. */
    SP_SW_HAR(true) {
        @Override
        Pool pool(DataSettings settings, long seed) throws DataException {
            return Recordings.open(settings.path()).pool();
        }

        @Override
        Optional<DataSource> dealt(DataSettings settings, long seed) throws DataException {
            return Optional.of(Recordings.open(settings.path()));
        }
    },
    /** CIFAR-10's binary version, or its images in a folder or a zip file. */
    CIFAR_10(true) {
        @Override
        Pool pool(DataSettings settings, long seed) throws DataException {
            return Files.exists(settings.path().resolve("test_batch.bin"))
                    ? CifarBinary.open(settings.path())
                    : ImagePool.open(settings.path());
        }
    },
    /** A folder or a zip file with a folder of images for each class. */
    IMAGES(true) {
        @Override
        Pool pool(DataSettings settings, long seed) throws DataException {
            return ImagePool.open(settings.path(), settings.imageSize(), settings.imageSize(), List.of());
        }
    },
    /** Labelled series. */
    CSV(true) {
        @Override
        Pool pool(DataSettings settings, long seed) throws DataException {
            return SeriesCsv.read(
                    settings.path(),
                    settings.csv().orElseThrow(() -> new IllegalStateException("this is a bug: no columns were read")));
        }
    };

    private static final int USUAL_MACHINES = 8;
    private static final int USUAL_PARKS = 20;

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

    /** Its samples, to be dealt. */
    abstract Pool pool(DataSettings settings, long seed) throws DataException;

    /** As it is dealt by source already, if it is. */
    Optional<DataSource> dealt(DataSettings settings, long seed) throws DataException {
        return Optional.empty();
    }
}
