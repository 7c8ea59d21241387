package io.tinyfleet.deploy.demo;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DataSource;
import io.tinyfleet.agent.data.machines.Machines;
import io.tinyfleet.agent.data.recordings.Recordings;
import io.tinyfleet.deploy.UserMistake;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a demo's devices learn from, with the μ that brings the largest class's target to about 0.9 of its mean. */
enum Dataset {
    MACHINES(0.02) {
        @Override
        DataSource open(@Nullable Path directory, int devices, long seed) throws UserMistake {
            if (directory != null) {
                throw new UserMistake("--data is for --dataset sp-sw-har; machines are generated, without any file");
            }
            return new Machines(devices, seed);
        }
    },
    SP_SW_HAR(0.0167) {
        @Override
        DataSource open(@Nullable Path directory, int devices, long seed) throws UserMistake, DataException {
            if (directory == null) {
                throw new UserMistake("--dataset sp-sw-har needs --data DIR, the folder with s01 … s23");
            }
            return Recordings.open(directory);
        }
    };

    private final double mu;

    Dataset(double mu) {
        this.mu = mu;
    }

    /** μ where the user gives none. */
    double mu() {
        return mu;
    }

    abstract DataSource open(@Nullable Path directory, int devices, long seed) throws UserMistake, DataException;
}
