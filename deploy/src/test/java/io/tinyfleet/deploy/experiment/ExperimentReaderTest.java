package io.tinyfleet.deploy.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.operations.settings.yaml.YamlFile;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Objective;
import io.tinyfleet.protocol.message.Plan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExperimentReaderTest {
    private static final List<String> CLASSES = List.of("a", "b", "c");

    @TempDir
    private Path temporary;

    @Test
    void nothingSaidIsOneRunOfGeneratedMachines() throws Exception {
        Experiment experiment = options(Map.of());

        assertThat(experiment.seeds()).containsExactly(1L);
        assertThat(names(experiment)).containsExactly("tinyproto-fp");
        assertThat(experiment.runs().get(0).configuration()).containsEntry("dataset", "machines");
    }

    @Test
    void listsGiveEveryCombinationInOrder() throws Exception {
        Map<String, List<String>> options = new LinkedHashMap<>();
        options.put("lambda", List.of("1", "10"));
        options.put("s", List.of("50", "100"));
        options.put("seeds", List.of("3", "1"));

        Experiment experiment = options(options);

        assertThat(names(experiment))
                .containsExactly(
                        "tinyproto-fp λ=1 s=50",
                        "tinyproto-fp λ=1 s=100",
                        "tinyproto-fp λ=10 s=50",
                        "tinyproto-fp λ=10 s=100");
        assertThat(experiment.units()).hasSize(8);
        assertThat(experiment.units().get(0).seed()).isEqualTo(1);
    }

    @Test
    void methodLeavesOutWhatItDoesNotLookAt() throws Exception {
        Experiment experiment = options(Map.of(
                "method",
                List.of("alone", "fedproto", "tinyproto-fp"),
                "lambda",
                List.of("1", "10"),
                "s",
                List.of("50")));

        assertThat(names(experiment))
                .containsExactlyInAnyOrder(
                        "alone", "fedproto λ=1", "fedproto λ=10", "tinyproto-fp λ=1", "tinyproto-fp λ=10");
        Plan dense = plan(experiment, "fedproto λ=10", 1);
        assertThat(dense.kept()).isEqualTo(dense.dimensions());
        assertThat(dense.objective().lambda()).isEqualTo(10);
    }

    @Test
    void runsOfAFileDifferFromWhatAllHaveInCommon() throws Exception {
        Experiment experiment = file("""
                rounds: 3
                s: 20
                seeds: [1, 2]
                runs:
                  alone: {method: alone}
                  some μ=0.5: {mu: 0.5, rounds: 4}
                  skipping: {skip: {threshold: 0.1, rounds: 2}, lambda: [1, 2]}
                """, Map.of());

        assertThat(names(experiment)).containsExactly("alone", "some μ=0.5", "skipping λ=1", "skipping λ=2");
        assertThat(experiment.runs()).extracting(RunSettings::rounds).containsExactly(3, 4, 3, 3);
        assertThat(plan(experiment, "alone", 1).method()).isEqualTo(Method.ALONE);
        Plan skipping = plan(experiment, "skipping λ=2", 7);
        assertThat(skipping.kept()).isEqualTo(20);
        assertThat(skipping.maskSeed()).isEqualTo(7);
        assertThat(skipping.skipping()).isNotNull();
        assertThat(skipping.objective()).extracting(Objective::lambda).isEqualTo(2.0);
    }

    @Test
    void optionWinsOverTheFileButNotOverARunsOwnSetting() throws Exception {
        Experiment experiment = file(
                "{rounds: 3, lambda: 1, runs: {one: {lambda: 5}, two: {method: fedproto}}}",
                Map.of("rounds", List.of("2"), "lambda", List.of("7")));

        assertThat(experiment.runs()).extracting(RunSettings::rounds).containsExactly(2, 2);
        assertThat(plan(experiment, "one", 1).objective().lambda()).isEqualTo(5);
        assertThat(plan(experiment, "two", 1).objective().lambda()).isEqualTo(7);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceAndWhere() {
        assertThatThrownBy(() -> file(
                        "{rounds: many, nonsense: 1, runs: {one: {lambda: -1}, two: {method: alone}}}",
                        Map.of("dataset", List.of("imagenet"), "seeds", List.of("x"))))
                .isInstanceOf(UserMistake.class)
                .message()
                .contains("experiment.yaml: rounds is 'many'; expected a whole number from 1 to 10000")
                .contains("experiment.yaml: nonsense is no setting")
                .contains("experiment.yaml: runs.one.lambda is '-1'; expected a number from 0")
                .contains("--dataset is 'imagenet'; expected one of machines")
                .contains("--seeds is 'x'; expected whole numbers from 0")
                .doesNotContain("runs.two");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dataset | sp-sw-har | --data is missing",
                "data | /tmp | --data is for data on disk",
                "models | cnn+lenet | expected all, or some joined by + of cnn",
                "partition | listing | --listing is missing",
                "devices | 0 | expected all, or 1 to 1000",
                "samples-per-class | -1 | expected all, or 1 to",
                "s | 501 | expected at most d, which is 500",
                "seed | 5 | expected seeds",
                "skip.threshold | 2 | --skip-threshold is",
                "batch | 1 | expected a whole number from 2",
                "habits | bad | expected one of own, reference",
                "combine | 1/0 | expected three numbers",
                "combine | 0/0/0 | one above 0",
                "combine | 1/-1/0 | one above 0",
                "combine | 1/a/0 | such as " + "1/1/0",
                "late | 2 | expected none, or devices and the round they wait for, as in 2@10",
                "late | 2@10 | expected one of rounds before the last, 10",
                "judge-on | training | expected one of test, validation",
                "mu | 0 | expected auto or a number above 0",
            })
    void badValueIsRefusedWithWhatWouldBeAccepted(String key, String value, String said) {
        assertThatThrownBy(() -> options(Map.of(key, List.of(value))))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(said);
    }

    @Test
    void fleetThatAveragesModelsHasOneModel() throws Exception {
        for (String models : List.of("all", "cnn+mlp")) {
            assertThatThrownBy(
                            () -> options(Map.of("method", List.of("fedproto", "fedavg"), "models", List.of(models))))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageContaining("--models is '" + models + "'; expected one, for fedavg averages models");
        }
        assertThat(names(options(Map.of("method", List.of("fedproto", "fedavg"), "models", List.of("cnn")))))
                .containsExactly("fedproto", "fedavg");
    }

    @Test
    void namesThatWouldShareAFileAreRefused() {
        assertThatThrownBy(() -> file("{runs: {λ=1: {lambda: 1}, lambda=1: {lambda: 1}}}", Map.of()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("differ too little");
        assertThatThrownBy(() -> options(Map.of("seeds", List.of("1", "1"))))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("different ones");
    }

    @Test
    void tooManyCombinationsAreRefusedBeforeTheyAreMade() {
        List<String> many =
                Stream.iterate(1, i -> i + 1).limit(101).map(String::valueOf).toList();

        assertThatThrownBy(() -> options(Map.of("lambda", many, "d", many)))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("more than 1000 combinations");
    }

    static Stream<Path> published() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("experiments"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    void publishedExperimentsAreSound(Path file) throws Exception {
        boolean generated = Pattern.compile("dataset: \\[?machine")
                .matcher(Files.readString(file))
                .find();
        Experiment experiment = ExperimentReader.read(
                file.toString(),
                YamlFile.read(file),
                generated ? Map.of() : Map.of("data", List.of("somewhere"), "listing", List.of("somewhere.csv")));

        assertThat(experiment.runs()).hasSizeGreaterThanOrEqualTo(3);
        for (RunSettings run : experiment.runs()) {
            assertThat(run.plan().plan(CLASSES, 1).classNames()).isEqualTo(CLASSES);
        }
    }

    private static Plan plan(Experiment experiment, String name, long seed) throws UserMistake {
        RunSettings run = experiment.runs().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        return run.plan().plan(CLASSES, seed);
    }

    private static List<String> names(Experiment experiment) {
        return experiment.runs().stream().map(RunSettings::name).toList();
    }

    private static Experiment options(Map<String, List<String>> options) throws UserMistake {
        return ExperimentReader.read("", Map.of(), options);
    }

    private Experiment file(String yaml, Map<String, List<String>> options) throws Exception {
        Path file = Files.writeString(temporary.resolve("experiment.yaml"), yaml);
        return ExperimentReader.read("experiment.yaml", YamlFile.read(file), options);
    }
}
