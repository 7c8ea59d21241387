package io.tinyfleet.deploy.fleet;

import io.tinyfleet.broker.policy.RevokedDevices;
import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.protocol.DeviceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** The list of revoked devices that a broker reads while it runs: one a line, in order, replaced as a whole. */
record RevocationFile(Path path) {
    private static final String HEADER = "# Devices that the broker keeps out, one a line.\n";

    void create() throws IOException {
        PrivateFiles.write(path, HEADER);
    }

    Set<DeviceId> read() throws IOException, UserMistake {
        try {
            return RevokedDevices.parse(Files.readAllLines(path));
        } catch (IllegalArgumentException e) {
            throw new UserMistake(path + ": " + e.getMessage(), e);
        }
    }

    void add(DeviceId device) throws IOException, UserMistake {
        Set<DeviceId> revoked = new TreeSet<>(read());
        if (!revoked.add(device)) {
            throw new UserMistake("device " + device + " is revoked already");
        }
        StringBuilder text = new StringBuilder(HEADER);
        revoked.forEach(each -> text.append(each).append('\n'));
        PrivateFiles.replace(path, text.toString());
    }
}
