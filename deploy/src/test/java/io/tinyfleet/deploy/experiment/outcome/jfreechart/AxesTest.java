package io.tinyfleet.deploy.experiment.outcome.jfreechart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AxesTest {
    @Test
    void logarithmicTicksStandAtOneTwoFive() {
        assertThat(LogTicks.values(3, 250)).containsExactly(5.0, 10.0, 20.0, 50.0, 100.0, 200.0);
    }

    @Test
    void ticksOfAWideAxisStandAtPowersOfTen() {
        assertThat(LogTicks.values(500, 1.5e8)).containsExactly(1e3, 1e4, 1e5, 1e6, 1e7, 1e8);
    }

    @Test
    void ticksOfANarrowAxisStandAtEvenSteps() {
        assertThat(LogTicks.values(1.95, 3.1).mapToObj(Axes::plain))
                .containsExactly("2", "2.2", "2.4", "2.6", "2.8", "3");
    }

    @Test
    void bytesHaveUnits() {
        assertThat(Axes.bytes(500)).isEqualTo("500 B");
        assertThat(Axes.bytes(20_000)).isEqualTo("20 kB");
        assertThat(Axes.bytes(1e6)).isEqualTo("1 MB");
    }

    @Test
    void everyRunHasALookOfItsOwn() {
        assertThat(IntStream.range(0, 28).mapToObj(Look::ofName)).doesNotHaveDuplicates();
    }
}
