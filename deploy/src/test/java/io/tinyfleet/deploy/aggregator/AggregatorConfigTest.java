package io.tinyfleet.deploy.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Aps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AggregatorConfigTest {
    private static final Path SAMPLE = Path.of("config", "aggregator.yaml");

    @TempDir
    private Path folder;

    @Test
    void theSampleLoads() throws Exception {
        AggregatorConfig config = AggregatorConfig.load(SAMPLE, Map.of());

        assertThat(config.fleet()).isEqualTo(new FleetId("demo"));
        assertThat(config.ledger()).isEqualTo(SAMPLE.toAbsolutePath().resolveSibling("rounds.db"));
        assertThat(config.plan().rounds().deadline()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.plan().maskScheme()).isEqualTo(MaskScheme.BALANCED);
        assertThat(config.rounds().lastRound()).isNull();
        assertThat(config.effective()).contains("broker.port=1883 ledger.file=rounds.db", "ledger.keep-rounds=10");
    }

    /** What the sample says of defaults is what they are. */
    @Test
    void theSampleWithEverythingUncommentedIsTheSame() throws Exception {
        String all = Files.readString(SAMPLE)
                .replaceAll("(?m)^(  +)# ([a-z-]+: [^ ]+)( .*)?$", "$1$2")
                .replaceAll("(?m)^  last: 100$", "")
                .replaceAll("(?m)^  # (skip:|  [a-z]+: [^ ]+)( .*)?$", "  $1");
        AggregatorConfig config = load(all, Map.of());
        AggregatorConfig sample = AggregatorConfig.load(SAMPLE, Map.of());

        assertThat(all)
                .contains("\n  keep-rounds: 10\n")
                .contains("\n  norm-limit: 1e6\n")
                .contains("\n  skip:\n    threshold: 0\n    rounds: 5\n");
        assertThat(config.plan()).isEqualTo(sample.plan());
        assertThat(config.rounds()).isEqualTo(sample.rounds());
    }

    @Test
    void theEnvironmentWins() throws Exception {
        AggregatorConfig config = AggregatorConfig.load(
                SAMPLE,
                Map.of(
                        "TINYFLEET_BROKER_PORT", "2883",
                        "TINYFLEET_ROUNDS_LAST", "30",
                        "TINYFLEET_ROUNDS_START_WITH", "4",
                        "TINYFLEET_PLAN_APS", "sum",
                        "TINYFLEET_PLAN_CLASSES", "a,b"));

        assertThat(config.broker().port()).isEqualTo(2883);
        assertThat(config.rounds().lastRound()).isEqualTo(new RoundNumber(30));
        assertThat(config.rounds().startWith()).isEqualTo(4);
        assertThat(config.plan().aps()).isEqualTo(Aps.SUM);
        assertThat(config.plan().classNames()).containsExactly("a", "b");
    }

    @Test
    void ledgerKeepsFewerRoundsOfModelsUnlessTold() throws Exception {
        Map<String, String> fedavg =
                Map.of("TINYFLEET_PLAN_METHOD", "fedavg", "TINYFLEET_PLAN_INITIAL_WEIGHTS", "common");
        assertThat(AggregatorConfig.load(SAMPLE, fedavg).keepRounds()).isEqualTo(2);

        Map<String, String> told = new HashMap<>(fedavg);
        told.put("TINYFLEET_LEDGER_KEEP_ROUNDS", "7");
        assertThat(AggregatorConfig.load(SAMPLE, told).keepRounds()).isEqualTo(7);
    }

    @Test
    void allProblemsAreToldAtOnce() throws Exception {
        String wrong = """
                broker: {port: 99999}
                ledger: {file: rounds.db}
                rounds: {deadline: 5, quorum: few}
                plan: {classes: [a, b], d: 10, s: 20, aps: median, colour: red}
                """;
        assertThatThrownBy(() -> load(wrong, Map.of("TINYFLEET_PLAN_MU", "0")))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("aggregator.yaml: fleet is missing")
                .hasMessageContaining("broker.port is '99999'; expected a whole number from 1 to 65535")
                .hasMessageContaining("rounds.deadline is '5'; '5' is no time such as 500ms, 30s, 2m or 1h")
                .hasMessageContaining("rounds.quorum is 'few'; expected a whole number")
                .hasMessageContaining("plan.s is 20; expected at most plan.d, which is 10")
                .hasMessageContaining("plan.aps is 'median'; expected one of mean, sum, none")
                .hasMessageContaining("TINYFLEET_PLAN_MU is '0'; expected auto or a number above 0")
                .hasMessageContaining("plan.colour is no setting; expected one of fleet, broker.host");
    }

    @Test
    void plansThatCannotBeAreAMistake() {
        assertThatThrownBy(() -> AggregatorConfig.load(SAMPLE, Map.of("TINYFLEET_PLAN_CLASSES", "one,one")))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("class names must be distinct");
    }

    @Test
    void whatIsNoYamlIsAMistake() {
        assertThatThrownBy(() -> load("fleet: [", Map.of()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("no YAML");
        assertThatThrownBy(() -> load("fleet: a\nfleet: b", Map.of()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("Duplicate");
        assertThatThrownBy(() -> AggregatorConfig.load(folder.resolve("missing.yaml"), Map.of()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("cannot be read");
    }

    private AggregatorConfig load(String text, Map<String, String> environment) throws Exception {
        Path file = folder.resolve("aggregator.yaml");
        Files.writeString(file, text);
        return AggregatorConfig.load(file, environment);
    }
}
