package io.tinyfleet.deploy.aggregator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small fleet's configuration, its ledger beside it. */
final class ConfigFile {
    private ConfigFile() {}

    static Path write(Path folder, int port, String aps) throws IOException {
        Path file = folder.resolve("aggregator-" + aps + ".yaml");
        Files.writeString(file, """
                fleet: durable
                broker: {host: 127.0.0.1, port: %d}
                ledger: {file: rounds.db, keep-rounds: 1000}
                rounds: {start-with: 3, quorum: 2, deadline: 20s, last: 30}
                plan: {classes: [a, b], d: 10, s: 3, aps: %s}
                """.formatted(port, aps));
        return file;
    }
}
