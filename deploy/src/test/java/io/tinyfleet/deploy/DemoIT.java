package io.tinyfleet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tinyfleet.agent.SharedData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code tinyfleet demo} from the outside: what it prints, writes, leaves behind and how it exits. */
class DemoIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    private Path temporary;

    @Test
    void fleetOfGeneratedMachinesLearnsAndReports() throws Exception {
        JsonNode report = run("--devices", "4", "--rounds", "3");

        assertThat(report.get("dataset").asText()).isEqualTo("machines");
        assertThat(report.get("method").asText()).isEqualTo("tinyproto-fp");
        assertThat(report.get("mu").asText()).isEqualTo("auto");
        assertThat(report.get("classes").asInt()).isEqualTo(10);
        assertThat(report.get("architectures")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(report.get("rounds")).hasSize(3);
        for (JsonNode round : report.get("rounds")) {
            assertThat(round.get("participants").asInt()).isEqualTo(4);
            // Every machine holds seven of the ten classes, and every class is held by one of them.
            assertThat(round.get("wire_values_up").asInt()).isEqualTo(4 * 7 * 50);
            assertThat(round.get("wire_values_down").asInt()).isEqualTo(4 * 10 * 50);
            // An update is its values and 101 bytes at most, ten of them the device's largest tau.
            assertThat(round.get("bytes_up").asInt()).isBetween(4 * 7 * 50 * 4, 4 * (7 * 50 * 4 + 101));
            assertThat(round.get("bytes_down").asInt()).isGreaterThan(4 * 10 * 50 * 4);
            assertThat(round.get("accuracy").get("global_prototype").asDouble()).isBetween(0.0, 1.0);
            assertThat(round.get("accuracy").get("combined").asDouble()).isBetween(0.0, 1.0);
        }
        double first = report.at("/rounds/0/accuracy/head").asDouble();
        double last = report.at("/rounds/2/accuracy/head").asDouble();
        assertThat(last).as("head accuracy after three rounds").isGreaterThan(first);
        assertThat(report.at("/alone/accuracy/head").asDouble()).isGreaterThan(0.2);
        JsonNode totals = report.get("totals");
        assertThat(totals.get("dense_bytes").asLong())
                .isGreaterThan(9
                        * (totals.get("bytes_up").asLong()
                                + totals.get("bytes_down").asLong()));
        assertThat(totals.get("model_bytes").asLong())
                .isGreaterThan(totals.get("dense_bytes").asLong());
    }

    @Test
    void sameSeedGivesTheSameNumbers() throws Exception {
        JsonNode once = withoutTimes(run("--devices", "4", "--rounds", "2", "--seed", "7"));
        JsonNode again = withoutTimes(run("--devices", "4", "--rounds", "2", "--seed", "7"));
        JsonNode another = withoutTimes(run("--devices", "4", "--rounds", "2", "--seed", "8"));

        assertThat(again).isEqualTo(once);
        assertThat(another.get("rounds")).isNotEqualTo(once.get("rounds"));
    }

    @Test
    void fleetOfRealRecordingsLearns() throws Exception {
        Path recordings = SharedData.require("sp-sw-har");

        JsonNode report =
                run("--dataset", "sp-sw-har", "--data", recordings.toString(), "--devices", "6", "--rounds", "3");

        JsonNode last = report.at("/rounds/2/accuracy");
        assertThat(last.get("local_prototype").asDouble())
                .as("more than always saying WALKING, which is right for 49 %% of the test windows")
                .isGreaterThan(0.6);
    }

    @Test
    void malformedRecordingIsOneLineThatNamesFileAndLine() throws Exception {
        Path copy = copyOfTwoPeople(SharedData.require("sp-sw-har"));
        Path broken = copy.resolve("s02/s02_03_sp.csv");
        List<String> lines = Files.readAllLines(broken);
        lines.set(41, lines.get(41).replaceFirst("^[^,]*", "abc"));
        Files.write(broken, lines);

        assertMistake(
                List.of("demo", "--dataset", "sp-sw-har", "--data", copy.toString(), "--devices", "4"),
                "s02_03_sp.csv",
                "line 42",
                "abc");
    }

    @Test
    void usedPortIsOneLine() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());
            assertMistake(List.of("demo", "--devices", "2", "--port", port), port, "in use");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--devices 0 | 1 to 200",
                "--devices many | --devices",
                "--rounds -1 | 1 to 1000",
                "--s 501 | 1 to 500",
                "--d 0 | 1 to 4096",
                "--lambda -1 | lambda must be finite and 0 or more",
                "--lambda NaN | lambda must be finite and 0 or more",
                "--mu 0 | expected auto or a number above 0",
                "--mu much | expected auto or a number above 0",
                "--deadline 5 | 30s",
                "--deadline 100ms | deadline must be 1 s to 30 days",
                "--dataset cifar | machines, sp-sw-har",
                "--dataset sp-sw-har | --data DIR",
                "--dataset sp-sw-har --data /nowhere | /nowhere",
                "--data /tmp | sp-sw-har",
                "--port 70000 | 0 to 65535",
                "--report /nowhere/r.json | /nowhere/r.json",
                "--masks random | blocks, balanced",
                "--nonsense | --nonsense",
            })
    void badOptionIsOneLineThatSaysWhatWouldBeAccepted(String options, String said) throws Exception {
        assertMistake(
                Stream.concat(Stream.of("demo"), Stream.of(options.split(" "))).toList(), said);
    }

    @Test
    void ctrlCStopsEverythingCleanly() throws Exception {
        try (TinyfleetProcess demo = TinyfleetProcess.start(temporary, "demo", "--devices", "4", "--rounds", "500")) {
            int port = demo.awaitPort();
            demo.awaitLine(line -> line.startsWith("round  2/500"));

            demo.signal("INT");

            assertThat(demo.awaitExit(Duration.ofSeconds(30))).isEqualTo(130);
            assertThat(demo.err()).isEmpty();
            assertThat(portIsFree(port)).isTrue();
            assertThat(leftBehind()).isEmpty();
        }
    }

    private JsonNode run(String... options) throws Exception {
        Path report = temporary.resolve("report.json");
        String[] arguments = Stream.concat(Stream.of("demo", "--report", report.toString()), Stream.of(options))
                .toArray(String[]::new);
        try (TinyfleetProcess demo = TinyfleetProcess.start(temporary, arguments)) {
            assertThat(demo.awaitExit(PATIENCE))
                    .as("%s %s", demo.out(), demo.err())
                    .isZero();
            assertThat(demo.err()).isEmpty();
            assertThat(demo.out()).anyMatch(line -> line.contains("nearest global prototype"));
        }
        assertThat(leftBehind()).isEmpty();
        return new ObjectMapper().readTree(report.toFile());
    }

    private void assertMistake(List<String> arguments, String... said) throws Exception {
        try (TinyfleetProcess demo = TinyfleetProcess.start(temporary, arguments.toArray(String[]::new))) {
            assertThat(demo.awaitExit(Duration.ofSeconds(60))).isEqualTo(2);
            assertThat(demo.err()).hasSize(1);
            assertThat(demo.err().get(0)).startsWith("tinyfleet: ").contains(said);
        }
        assertThat(leftBehind()).isEmpty();
    }

    /** What the demo forgot in its temporary directory, apart from the JVM's own bookkeeping. */
    private List<Path> leftBehind() throws IOException {
        try (Stream<Path> entries = Files.list(temporary)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("tinyfleet"))
                    .toList();
        }
    }

    private Path copyOfTwoPeople(Path recordings) throws IOException {
        Path copy = temporary.resolve("people");
        for (String person : List.of("s01", "s02")) {
            Files.createDirectories(copy.resolve(person));
            try (Stream<Path> files = Files.list(recordings.resolve(person))) {
                for (Path file : files.toList()) {
                    Files.write(copy.resolve(person).resolve(file.getFileName()), Files.readAllBytes(file));
                }
            }
        }
        return copy;
    }

    /** Reports carry milliseconds and memory, whose CBOR form is a byte longer or shorter from run to run. */
    private static JsonNode withoutTimes(JsonNode report) {
        report.get("rounds").forEach(round -> ((ObjectNode) round).remove("seconds"));
        ((ObjectNode) report.get("totals")).remove(List.of("control_bytes_up", "control_bytes_down"));
        return report;
    }

    private static boolean portIsFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
