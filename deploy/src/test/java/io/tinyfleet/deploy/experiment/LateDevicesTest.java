package io.tinyfleet.deploy.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tinyfleet.deploy.experiment.outcome.DeviceResult;
import io.tinyfleet.deploy.experiment.outcome.Results;
import io.tinyfleet.deploy.experiment.outcome.RoundResult;
import io.tinyfleet.operations.settings.UserMistake;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With the real agents and aggregator, and small models. */
@Timeout(300)
class LateDevicesTest {
    @TempDir
    private Path temporary;

    @Test
    void theyTakePartFromTheNextRoundOn() throws Exception {
        Results results = run("first", "2@1");

        assertThat(results.rounds()).extracting(RoundResult::participants).containsExactly(1, 3, 3);
        assertThat(results.devices())
                .extracting(DeviceResult::round, DeviceResult::device)
                .startsWith(tuple(1, "machine-01"), tuple(2, "machine-01"), tuple(2, "machine-02"))
                .hasSize(7);
        assertThat(results.devices()).allSatisfy(device -> {
            assertThat(device.trainSamples()).isGreaterThan(100);
            assertThat(device.classesHeld()).isBetween(2, 10);
        });
        assertThat(run("second", "2@1").devices()).isEqualTo(results.devices());
    }

    @Test
    void somebodyMustBegin() {
        assertThatThrownBy(() -> run("all", "3@1"))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("late is 3 devices of 3; expected fewer");
    }

    private Results run(String folder, String late) throws Exception {
        Experiment experiment = ExperimentReader.read(
                "",
                Map.of(),
                Map.of(
                        "devices", List.of("3"),
                        "rounds", List.of("3"),
                        "models", List.of("mlp"),
                        "d", List.of("50"),
                        "s", List.of("10"),
                        "late", List.of(late)));
        ProgressView view = new ProgressView(new PrintWriter(new StringWriter()), false);
        try (ExperimentRun run =
                new ExperimentRun(experiment, Archive.open(temporary.resolve(folder), false), false, 1, view)) {
            return Objects.requireNonNull(run.run());
        }
    }
}
