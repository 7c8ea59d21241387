package io.tinyfleet.deploy.demo;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DataSource;
import io.tinyfleet.agent.data.machines.Machines;
import io.tinyfleet.agent.data.recordings.Recordings;
import io.tinyfleet.operations.settings.UserMistake;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a demo's devices learn from. */
enum Dataset {
    MACHINES {
        @Override
        DataSource open(@Nullable Path directory, int devices, long seed) throws UserMistake {
            if (directory != null) {
                throw new UserMistake("--data is for --dataset sp-sw-har; machines are generated, without any file");
            }
            return new Machines(devices, seed);
        }
    },
    SP_SW_HAR {
        @Override
        DataSource open(@Nullable Path directory, int devices, long seed) throws UserMistake, DataException {
            if (directory == null) {
                throw new UserMistake("--dataset sp-sw-har needs --data DIR, the folder with s01 … s23");
            }
            return Recordings.open(directory);
        }
    };

    abstract DataSource open(@Nullable Path directory, int devices, long seed) throws UserMistake, DataException;
}
