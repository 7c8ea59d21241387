package io.tinyfleet.deploy.experiment.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunTest {
    @Test
    void aSeedThatEndedEarlyEndsTheRun() {
        Run run = runs(
                        Row.of("tiny", "tinyproto-fp", 1, 1).bytes(10, 0),
                        Row.of("tiny", "tinyproto-fp", 1, 2).bytes(10, 20),
                        Row.of("tiny", "tinyproto-fp", 1, 3).bytes(10, 20),
                        Row.of("tiny", "tinyproto-fp", 2, 1).bytes(30, 0),
                        Row.of("tiny", "tinyproto-fp", 2, 2).bytes(30, 40))
                .get(0);

        assertThat(run.lastRound()).isEqualTo(2);
        assertThat(run.bytesUntil(1)).isEqualTo(20);
        assertThat(run.bytesUntil(2)).isEqualTo(70);
    }

    @Test
    void whatASeedLacksIsNotSaidOfTheRun() {
        Run run = runs(
                        Row.of("tiny", "tinyproto-fp", 1, 1).scores(0.1, 0.9, 0.2),
                        Row.of("tiny", "tinyproto-fp", 2, 1).scores(0.1, null, 0.3))
                .get(0);

        assertThat(run.spread(1, result -> result.mean().global())).isNull();
        assertThat(run.best(Averaging.MEAN)).isEqualTo(new Peak(1, Rule.HEAD, 0.25));
    }

    @Test
    void ofEqualRoundsAndRulesTheFirstIsBest() {
        Run run = runs(
                        Row.of("tiny", "tinyproto-fp", 1, 1).scores(0.5, null, 0.5),
                        Row.of("tiny", "tinyproto-fp", 1, 2).scores(0.5, 0.5, 0.5))
                .get(0);

        assertThat(run.best(Averaging.MEAN)).isEqualTo(new Peak(1, Rule.LOCAL, 0.5));
    }

    @Test
    void seedsWithoutACommonRoundAreRefused() {
        assertThatThrownBy(() -> runs(Row.of("tiny", "fedproto", 1, 1), Row.of("tiny", "fedproto", 2, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the seeds of run 'tiny' have no round in common");
    }

    private static List<Run> runs(Row... rows) {
        return Run.all(
                new Results(Stream.of(rows).map(Row::result).toList(), List.of(), List.of(), List.of(), List.of()));
    }
}
