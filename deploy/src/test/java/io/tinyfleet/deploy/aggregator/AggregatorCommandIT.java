package io.tinyfleet.deploy.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.deploy.OperationsClient;
import io.tinyfleet.deploy.TinyfleetProcess;
import io.tinyfleet.mqtt.testing.FreePort;
import io.tinyfleet.mqtt.testing.MosquittoProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tinyfleet aggregator} as a process. */
class AggregatorCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** What a JVM that SIGTERM ended exits with. */
    private static final int TERMINATED = 143;

    @TempDir
    private Path temporary;

    @Test
    void aggregatorSaysWhenItIsReadyAndEndsOnSigterm() throws Exception {
        try (MosquittoProcess broker = MosquittoProcess.start()) {
            Path config = ConfigFile.write(temporary, broker.port(), "mean");
            try (TinyfleetProcess aggregator = start(config)) {
                aggregator.awaitLine(line -> line.startsWith(
                        "aggregator of fleet durable connected to 127.0.0.1:" + broker.port() + ", ledger "));

                try (TinyfleetProcess second = start(config)) {
                    assertThat(second.awaitExit(PATIENCE)).isEqualTo(2);
                    assertThat(String.join("\n", second.err())).contains("rounds.db is in use by another process");
                }
                aggregator.signal("TERM");
                assertThat(aggregator.awaitExit(PATIENCE)).isEqualTo(TERMINATED);
                assertThat(aggregator.err()).anyMatch(line -> line.contains("settings: fleet=durable"));
                assertThat(aggregator.err()).noneMatch(line -> line.contains("ERROR"));
            }
            try (TinyfleetProcess another = start(ConfigFile.write(temporary, broker.port(), "sum"))) {
                assertThat(another.awaitExit(PATIENCE)).isEqualTo(2);
                assertThat(String.join("\n", another.err()))
                        .contains("belongs to another plan: aps is MEAN there, SUM in the configuration")
                        .doesNotContain("Exception");
            }
        }
    }

    @Test
    void itTellsItsHealthAndMetrics() throws Exception {
        int httpPort = FreePort.pick();
        try (MosquittoProcess broker = MosquittoProcess.start()) {
            Path config = ConfigFile.write(temporary, broker.port(), "mean");
            Files.writeString(config, "http: {port: " + httpPort + "}\n", StandardOpenOption.APPEND);
            try (TinyfleetProcess aggregator = start(config)) {
                OperationsClient operations = new OperationsClient(httpPort);
                operations.awaitReadiness(200);
                assertThat(operations.get("/metrics"))
                        .contains("tinyfleet_aggregator_connected 1.0")
                        .contains("tinyfleet_aggregator_updates_total{outcome=\"not-finite\"} 0.0")
                        .contains("tinyfleet_aggregator_events_dropped_total 0.0");

                broker.kill();
                operations.awaitReadiness(503);
                assertThat(operations.get("/health/ready")).contains("not connected to the broker");
                assertThat(operations.get("/metrics")).contains("tinyfleet_aggregator_connected 0.0");

                broker.restart();
                operations.awaitReadiness(200);
                assertThat(aggregator.err()).noneMatch(line -> line.contains("ERROR"));
            }
        }
    }

    @Test
    void wrongConfigurationIsABadUsage() throws Exception {
        try (TinyfleetProcess aggregator = start(temporary.resolve("missing.yaml"))) {
            assertThat(aggregator.awaitExit(PATIENCE)).isEqualTo(2);
            assertThat(aggregator.err()).singleElement().asString().contains("missing.yaml: cannot be read");
        }
    }

    private TinyfleetProcess start(Path config) throws Exception {
        return TinyfleetProcess.start(temporary, "aggregator", "--config", config.toString());
    }
}
