package io.tinyfleet.deploy.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.deploy.OperationsClient;
import io.tinyfleet.deploy.TinyfleetProcess;
import io.tinyfleet.mqtt.testing.ForeignSubscriber;
import io.tinyfleet.mqtt.testing.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tinyfleet broker} and {@code tinyfleet aggregator} as processes, with the files that {@code fleet init} made. */
class BrokerCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** What a JVM that SIGTERM ended exits with. */
    private static final int TERMINATED = 143;

    private final int port = FreePort.pick();
    private final Map<String, String> environment =
            Map.of("TINYFLEET_LISTEN_ADDRESS", "127.0.0.1", "TINYFLEET_LISTEN_PORT", Integer.toString(port));

    @TempDir
    private Path temporary;

    private Path root;

    @BeforeEach
    void found() throws Exception {
        root = temporary.resolve("home");
        run("fleet", "init", root.toString(), "--name", "home", "--classes", "a,b");
        run("device", "add", "gw-1", "--fleet", root.toString());
    }

    @Test
    void aggregatorOfANewFleetConnectsAndAnObserverSeesItsPlan() throws Exception {
        try (TinyfleetProcess broker = broker();
                TinyfleetProcess aggregator = TinyfleetProcess.start(
                        temporary,
                        Map.of("TINYFLEET_BROKER_PORT", Integer.toString(port)),
                        "aggregator",
                        "--config",
                        root.resolve("aggregator.yaml").toString())) {
            broker.awaitLine(("broker of fleet home on 127.0.0.1:" + port)::equals);
            aggregator.awaitLine(line -> line.startsWith("aggregator of fleet home connected to localhost:" + port));

            try (ForeignSubscriber observer =
                    ForeignSubscriber.subscribe(as("observer", "observer"), "tinyfleet/v1/home/#")) {
                assertThat(observer.next().topic()).isEqualTo("tinyfleet/v1/home/plan");
            }
            terminate(aggregator);
            terminate(broker);
        }
        // What was retained is there after a restart.
        try (TinyfleetProcess again = broker()) {
            again.awaitLine(line -> line.startsWith("broker of fleet home"));
            try (ForeignSubscriber device =
                    ForeignSubscriber.subscribe(as("devices/gw-1", "gw-1"), "tinyfleet/v1/home/plan")) {
                assertThat(device.next().topic()).isEqualTo("tinyfleet/v1/home/plan");
            }
            terminate(again);
        }
    }

    @Test
    void deviceThatIsRevokedByTheCommandIsCutOff() throws Exception {
        try (TinyfleetProcess broker = broker()) {
            broker.awaitLine(line -> line.startsWith("broker of fleet home"));
            try (ForeignSubscriber device =
                    ForeignSubscriber.subscribe(as("devices/gw-1", "gw-1"), "tinyfleet/v1/home/plan")) {
                run("device", "revoke", "gw-1", "--fleet", root.toString());

                device.awaitCutOff();
            }
            terminate(broker);
        }
    }

    @Test
    void itTellsItsMetricsAndThatItsRevocationListIsGone() throws Exception {
        int http = FreePort.pick();
        Path config = root.resolve("broker.yaml");
        Files.writeString(config, Files.readString(config) + "\nhttp: {port: " + http + "}\n");
        OperationsClient client = new OperationsClient(http);
        try (TinyfleetProcess broker = broker()) {
            broker.awaitLine(line -> line.startsWith("broker of fleet home"));
            client.awaitReadiness(200);
            assertThat(client.get("/metrics"))
                    .contains("tinyfleet_broker_connections 0.0")
                    .contains("tinyfleet_broker_publications_dropped_total 0.0")
                    .contains("tinyfleet_broker_refusals_total{of=\"connect\"} 0.0");

            Files.delete(root.resolve("revoked"));

            client.awaitReadiness(503);
            assertThat(client.get("/health/ready")).contains("revoked");
        }
    }

    @Test
    void brokerWithoutItsKeyIsABadConfiguration() throws Exception {
        Files.delete(root.resolve("server/key.pem"));
        assertMistake("key.pem");
    }

    @Test
    void fileIsCheckedAsAWhole() throws Exception {
        Files.writeString(root.resolve("broker.yaml"), "fleet: Home\nlisten: {port: 70000}\nhttps: {port: 1}\n");
        assertMistake(
                "fleet is 'Home'",
                "tls is missing",
                "revoked is missing",
                "data is missing",
                "https.port is no setting");
    }

    private void assertMistake(String... said) throws Exception {
        try (TinyfleetProcess broker = broker()) {
            assertThat(broker.awaitExit(PATIENCE)).isEqualTo(2);
            assertThat(String.join("\n", broker.err())).contains(said).doesNotContain("Exception:\n");
            assertThat(broker.out()).isEmpty();
        }
    }

    private TinyfleetProcess broker() throws Exception {
        return TinyfleetProcess.start(
                temporary,
                environment,
                "broker",
                "--config",
                root.resolve("broker.yaml").toString());
    }

    private void run(String... arguments) throws Exception {
        try (TinyfleetProcess command = TinyfleetProcess.start(temporary, arguments)) {
            assertThat(command.awaitExit(PATIENCE)).as("%s", command.err()).isZero();
        }
    }

    private List<String> as(String home, String clientId) {
        Path directory = root.resolve(home);
        return List.of(
                "-h",
                "localhost",
                "-p",
                Integer.toString(port),
                "-i",
                clientId,
                "--cafile",
                directory.resolve("ca.pem").toString(),
                "--cert",
                directory.resolve("cert.pem").toString(),
                "--key",
                directory.resolve("key.pem").toString());
    }

    private static void terminate(TinyfleetProcess process) throws Exception {
        process.signal("TERM");
        assertThat(process.awaitExit(PATIENCE)).isEqualTo(TERMINATED);
        assertThat(process.err()).noneMatch(line -> line.contains("ERROR"));
    }
}
