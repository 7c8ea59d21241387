package io.tinyfleet.broker;

import io.tinyfleet.broker.policy.RevokedDevices;
import io.tinyfleet.protocol.DeviceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The devices to keep out. Must be readable at the start; if it is not later, nobody who was out comes in.
 *
 * <p>Thread-safe.
 */
final class RevocationList {
    private static final Logger LOG = LoggerFactory.getLogger(RevocationList.class);

    private final Path file;
    private volatile Set<DeviceId> revoked;
    private volatile @Nullable String problem;

    private RevocationList(Path file, Set<DeviceId> revoked) {
        this.file = file;
        this.revoked = revoked;
    }

    static RevocationList load(Path file) throws IOException {
        return new RevocationList(file, read(file));
    }

    boolean contains(DeviceId device) {
        return revoked.contains(device);
    }

    Set<DeviceId> all() {
        return revoked;
    }

    /** Why the file cannot be read at present; nothing if it can. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Reads the file again. A list that cannot be read leaves the one before in force. */
    void refresh() {
        try {
            revoked = read(file);
            problem = null;
        } catch (IOException e) {
            if (problem == null) {
                LOG.error(
                        "the list of revoked devices cannot be read, the one before stays in force: {}", e.toString());
            }
            problem = "the list of revoked devices cannot be read: " + e;
        }
    }

    private static Set<DeviceId> read(Path file) throws IOException {
        try {
            return RevokedDevices.parse(
                    Files.readAllLines(file).stream().map(String::strip).toList());
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
