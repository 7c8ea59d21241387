package io.tinyfleet.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.deploy.local.Judged;
import io.tinyfleet.protocol.message.Accuracy;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetAccuracyTest {
    private static final Judged SMALL = new Judged(new Accuracy(1.0, 0.5, 0.0, 0.25), 10);
    private static final Judged LARGE = new Judged(new Accuracy(0.5, 0.25, 1.0, 0.75), 30);

    @Test
    void everyDeviceCountsTheSameInTheMean() {
        assertThat(FleetAccuracy.meanOverDevices(List.of(SMALL, LARGE)))
                .isEqualTo(new FleetAccuracy(0.75, 0.375, 0.5, 0.5));
    }

    @Test
    void everySampleCountsTheSameInTheWeightedMean() {
        assertThat(FleetAccuracy.weightedBySamples(List.of(SMALL, LARGE)))
                .isEqualTo(new FleetAccuracy(0.625, 0.3125, 0.75, 0.625));
    }

    @Test
    void devicesWithoutGlobalPrototypesAreLeftOutOfTheirMean() {
        Judged without = new Judged(new Accuracy(0.0, null, 0.0, 0.0), 10);

        assertThat(FleetAccuracy.meanOverDevices(List.of(SMALL, without)).globalPrototype())
                .isEqualTo(0.5);
        assertThat(FleetAccuracy.meanOverDevices(List.of(without)).globalPrototype())
                .isNull();
    }

    @Test
    void nobodyJudgedIsZero() {
        assertThat(FleetAccuracy.meanOverDevices(List.of())).isEqualTo(new FleetAccuracy(0, null, 0, 0));
    }
}
