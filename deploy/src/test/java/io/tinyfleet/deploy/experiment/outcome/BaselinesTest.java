package io.tinyfleet.deploy.experiment.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BaselinesTest {
    private static final List<Run> RUNS = Run.all(new Results(
            Stream.of(
                            Row.of("alone n=5", "alone", 1, 1).scores(0.3, null, 0.3),
                            Row.of("alone n=50", "alone", 1, 1).scores(0.8, null, 0.8),
                            Row.of("tinyproto-fp n=5 λ=10", "tinyproto-fp", 1, 1),
                            Row.of("tinyproto-fp", "tinyproto-fp", 1, 1))
                    .map(Row::result)
                    .toList(),
            List.of(),
            List.of(),
            List.of(),
            List.of()));
    private final Baselines baselines = new Baselines(RUNS);

    @Test
    void aRunIsComparedWithTheOneThatSharesItsSettings() {
        assertThat(baselines.alone(RUNS.get(2))).contains(RUNS.get(0));
    }

    @Test
    void withoutSharedSettingsTheBestCounts() {
        assertThat(baselines.alone(RUNS.get(3))).contains(RUNS.get(1));
        assertThat(baselines.bestAlone()).contains(RUNS.get(1));
        assertThat(baselines.dense(RUNS.get(3))).isEmpty();
    }

    @Test
    void theRunComparedWithIsNamedIfThereAreSeveral() {
        assertThat(AccuracyTable.last(RUNS, Averaging.MEAN))
                .contains("+20.00 ± – (alone n=5) |")
                .contains("-30.00 ± – (alone n=50) |");
    }
}
