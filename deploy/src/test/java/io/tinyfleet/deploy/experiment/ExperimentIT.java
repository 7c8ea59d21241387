package io.tinyfleet.deploy.experiment;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.deploy.TinyfleetProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code tinyfleet experiment} from the outside: what it writes, repeats, goes on with and refuses. */
@Timeout(300)
class ExperimentIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final List<String> QUICK =
            List.of("--devices", "3", "--rounds", "2", "--d", "100", "--s", "10", "--models", "cnn+mlp");

    @TempDir
    private Path temporary;

    @Test
    void inMemoryAndOverMqttGiveTheSameNumbers() throws Exception {
        List<String> methods = List.of("--method", "alone,tinyproto-fp,fedproto", "--all-classes-every", "1");
        run("memory", methods);
        run("again", methods);
        run("mqtt", Stream.concat(methods.stream(), Stream.of("--mqtt")).toList());

        assertThat(withoutSeconds("memory")).hasSize(1 + 3 * 2);
        assertThat(withoutSeconds("again")).isEqualTo(withoutSeconds("memory"));
        assertThat(withoutSeconds("mqtt")).isEqualTo(withoutSeconds("memory"));
        assertThat(temporary.resolve("mqtt/tau.csv")).hasSameTextualContentAs(temporary.resolve("memory/tau.csv"));
        assertThat(temporary.resolve("mqtt/devices.csv"))
                .hasSameTextualContentAs(temporary.resolve("memory/devices.csv"));
        assertThat(temporary.resolve("memory/devices.csv")).content().hasLineCount(1 + 3 * 2 * 3);
        assertThat(temporary.resolve("mqtt/classes.csv"))
                .hasSameTextualContentAs(temporary.resolve("memory/classes.csv"));
        everyDeviceIsTestedOnTheSame(Files.readAllLines(temporary.resolve("memory/classes.csv")));
        assertThat(temporary.resolve("mqtt/prototypes.csv"))
                .hasSameTextualContentAs(temporary.resolve("memory/prototypes.csv"));
        assertThat(temporary.resolve("memory/summary.md")).content().contains("tinyproto-fp", "fedproto", "alone");
        assertThat(temporary.resolve("memory/run.json")).content().contains("data_sha256", "--method");
        assertThat(temporary.resolve("memory/accuracy-rounds.png")).exists();
    }

    private static void everyDeviceIsTestedOnTheSame(List<String> classes) {
        List<String> header = List.of(classes.get(0).split(",", -1));
        Map<String, Set<String>> tests = classes.stream()
                .skip(1)
                .map(line -> List.of(line.split(",", -1)))
                .collect(groupingBy(
                        cells -> cells.get(header.indexOf("class")),
                        mapping(cells -> cells.get(header.indexOf("test_samples")), toSet())));
        assertThat(tests).hasSize(10).allSatisfy((cls, counts) -> assertThat(counts)
                .hasSize(1));
    }

    @Test
    void weightsOfOneRuleGiveThatRulesAccuracy() throws Exception {
        run("out", List.of("--combine", "1/0/0,0.5/1/1", "--all-classes-every", "1"));

        List<String> lines = Files.readAllLines(temporary.resolve("out/results.csv"));
        List<String> header = List.of(lines.get(0).split(",", -1));
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = List.of(line.split(",", -1));
            for (String tests : List.of("", "weighted_", "all_")) {
                String combined = cells.get(header.indexOf(tests + "combined"));
                if (cells.get(0).contains("1/0/0")) {
                    assertThat(combined).isEqualTo(cells.get(header.indexOf(tests + "head")));
                } else {
                    assertThat(Double.parseDouble(combined)).isBetween(0.0, 1.0);
                }
            }
        }
        assertThat(lines).hasSize(1 + 2 * 2).anyMatch(line -> line.contains("1/0/0"));
    }

    @Test
    void lateDevicesJoinInTheSameRoundEveryTime() throws Exception {
        List<String> late = List.of("--late", "1@1", "--method", "alone,tinyproto-fp");
        run("memory", late);
        run("mqtt", Stream.concat(late.stream(), Stream.of("--mqtt")).toList());

        assertThat(withoutSeconds("mqtt")).isEqualTo(withoutSeconds("memory"));
        assertThat(temporary.resolve("mqtt/devices.csv"))
                .hasSameTextualContentAs(temporary.resolve("memory/devices.csv"));
        List<String> devices = Files.readAllLines(temporary.resolve("memory/devices.csv"));
        for (String run : new String[] {"alone", "tinyproto-fp"}) {
            assertThat(devices.stream().filter(line -> line.startsWith(run + ",1,1,")))
                    .hasSize(2);
            assertThat(devices.stream().filter(line -> line.startsWith(run + ",1,2,")))
                    .hasSize(3);
        }
    }

    @Test
    void interruptedExperimentGoesOnWhereItWas() throws Exception {
        List<String> wanted = List.of("--seeds", "1,2,3,4,5", "--parallel", "1");
        run("whole", wanted);
        try (TinyfleetProcess first = start("parts", wanted)) {
            first.awaitLine(line -> line.startsWith("tinyproto-fp, seed 1: 2 rounds"));
            first.signal("INT");
            assertThat(first.awaitExit(PATIENCE)).isEqualTo(130);
            assertThat(first.err()).isEmpty();
        }
        int complete =
                (Files.readAllLines(temporary.resolve("parts/results.csv")).size() - 1) / 2;
        assertThat(complete).isBetween(1, 4);
        try (TinyfleetProcess second = start("parts", wanted)) {
            assertThat(second.awaitExit(PATIENCE)).as("%s", second.err()).isZero();
            assertThat(second.out()).anyMatch(line -> line.startsWith(complete + " of 5 are complete already"));
            assertThat(second.out()).noneMatch(line -> line.startsWith("tinyproto-fp, seed 1: 2 rounds"));
        }

        assertThat(withoutSeconds("parts")).isEqualTo(withoutSeconds("whole"));
    }

    @Test
    void folderOfOtherSettingsIsRefusedUnlessFresh() throws Exception {
        run("out", List.of());

        try (TinyfleetProcess other = start("out", List.of("--lambda", "2"))) {
            assertThat(other.awaitExit(PATIENCE)).isEqualTo(2);
            assertThat(other.err()).hasSize(1);
            assertThat(other.err().get(0)).contains("lambda was 1.0 and is 2", "--fresh");
        }
        run("out", List.of("--lambda", "2", "--fresh"));
    }

    @Test
    void mistakesAreToldTogether() throws Exception {
        try (TinyfleetProcess process =
                TinyfleetProcess.start(temporary, "experiment", "--out", "x", "--lambda", "-1", "--aps", "median")) {
            assertThat(process.awaitExit(PATIENCE)).isEqualTo(2);
            assertThat(process.err()).hasSize(2).allMatch(line -> line.startsWith("tinyfleet: --"));
        }
    }

    /** The larger model is more than an update may hold. */
    @Test
    void runThatFailsIsToldAtTheEndAndEndsNoOther() throws Exception {
        String out = temporary.resolve("out").toString();
        String[] arguments =
                ("experiment --devices 2 --rounds 2 --method fedavg --models cnn --d 5000,100 --out " + out).split(" ");
        try (TinyfleetProcess process = TinyfleetProcess.start(temporary, arguments)) {
            assertThat(process.awaitExit(PATIENCE)).isEqualTo(1);
            assertThat(process.err())
                    .last()
                    .asString()
                    .startsWith("tinyfleet: fedavg d=5000, seed 1 failed: ")
                    .contains("1 to 2000000 values");
            assertThat(process.out()).anyMatch(line -> line.startsWith("fedavg d=100, seed 1: 2 rounds"));
        }
        assertThat(Files.readAllLines(temporary.resolve("out/results.csv"))).hasSize(1 + 2);
        assertThat(temporary.resolve("out/summary.md")).exists();
    }

    private void run(String folder, List<String> options) throws Exception {
        try (TinyfleetProcess process = start(folder, options)) {
            assertThat(process.awaitExit(PATIENCE)).as("%s", process.err()).isZero();
            assertThat(process.err()).isEmpty();
        }
    }

    private TinyfleetProcess start(String folder, List<String> options) throws Exception {
        Stream<String> begin =
                Stream.of("experiment", "--out", temporary.resolve(folder).toString());
        String[] arguments = Stream.concat(begin, Stream.concat(QUICK.stream(), options.stream()))
                .toArray(String[]::new);
        return TinyfleetProcess.start(temporary, arguments);
    }

    private List<String> withoutSeconds(String folder) throws Exception {
        return Files.readAllLines(temporary.resolve(folder).resolve("results.csv")).stream()
                .map(line -> line.substring(0, line.lastIndexOf(',')))
                .toList();
    }
}
