package io.tinyfleet.agent.program;

import io.tinyfleet.operations.settings.UserMistake;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The directory of all that outlives an agent's process; only its owner can look in, and one process has it. */
final class StateDirectory implements AutoCloseable {
    private static final String OWNER_ONLY = "rwx------";

    private final Path path;
    private final FileChannel lock;

    private StateDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes it if need be, and keeps other agents out until it is closed or the process has ended, in whichever way. */
    static StateDirectory open(Path path) throws UserMistake {
        try {
            Files.createDirectories(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(OWNER_ONLY));
            FileChannel lock =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isFree(lock)) {
                return new StateDirectory(path, lock);
            }
            lock.close();
        } catch (IOException e) {
            throw new UserMistake(
                    "state " + path + ": cannot be used: " + e + "; expected a directory of this user", e);
        }
        throw new UserMistake("state " + path + ": another agent is using it; each needs a directory of its own");
    }

    private static boolean isFree(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
