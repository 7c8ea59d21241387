package io.tinyfleet.agent.data.machines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BearingTest {
    @Test
    void ordersAreThoseThatTheBearingDataCenterStates() {
        Bearing driveEnd = Bearing.SKF_6205;
        assertThat(driveEnd.innerRaceOrder()).isCloseTo(5.4152, within(0.001));
        assertThat(driveEnd.outerRaceOrder()).isCloseTo(3.5848, within(0.001));
        assertThat(driveEnd.cageOrder()).isCloseTo(0.39828, within(0.0001));
        assertThat(2 * driveEnd.ballSpinOrder()).isCloseTo(4.7135, within(0.005));

        Bearing fanEnd = Bearing.SKF_6203;
        assertThat(fanEnd.innerRaceOrder()).isCloseTo(4.9469, within(0.002));
        assertThat(fanEnd.outerRaceOrder()).isCloseTo(3.0530, within(0.002));
        assertThat(fanEnd.cageOrder()).isCloseTo(0.3817, within(0.0002));
        assertThat(2 * fanEnd.ballSpinOrder()).isCloseTo(3.9874, within(0.005));
    }

    @Test
    void racesTogetherSeeEveryBallOncePerTurn() {
        assertThat(Bearing.SKF_6205.innerRaceOrder() + Bearing.SKF_6205.outerRaceOrder())
                .isCloseTo(9, within(1e-12));
    }

    @Test
    void ballsLargerThanTheirCircleAreRefused() {
        assertThatThrownBy(() -> new Bearing(8, 30, 20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8 of 30.0 mm on 20.0 mm");
    }
}
