package io.tinyfleet.agent.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StandardisationTest {
    private static final SampleShape TWO_BY_TWO = new SampleShape(2, 2);

    @Test
    void bothPartsAreScaledByTheTrainingPart() {
        // Channel 0: 1 3 5 7, mean 4, deviation √5. Channel 1: 10 10 30 30, mean 20, deviation 10.
        var train = new LabelledSamples(TWO_BY_TWO, new float[] {1, 3, 10, 10, 5, 7, 30, 30}, new int[] {0, 1});
        var test = new LabelledSamples(TWO_BY_TWO, new float[] {4, 9, 20, 0}, new int[] {1});

        DeviceData data = Standardisation.byTraining(train, test);

        double root = Math.sqrt(5);
        assertThat(SampleValues.of(data.train()))
                .containsExactly(
                        (float) (-3 / root), (float) (-1 / root), -1, -1, (float) (1 / root), (float) (3 / root), 1, 1);
        assertThat(SampleValues.of(data.test())).containsExactly(0, (float) root, 0, -2);
        assertThat(SampleValues.labels(data.train())).containsExactly(0, 1);
        assertThat(SampleValues.labels(data.test())).containsExactly(1);
    }

    @Test
    void channelThatDoesNotChangeIsOnlyCentred() {
        var train = new LabelledSamples(TWO_BY_TWO, new float[] {9.81f, 9.81f, 0, 0}, new int[] {0});
        var test = new LabelledSamples(TWO_BY_TWO, new float[] {10.81f, 9.81f, 5, 0}, new int[] {0});

        DeviceData data = Standardisation.byTraining(train, test);

        assertThat(SampleValues.of(data.train())).containsExactly(0, 0, 0, 0);
        assertThat(SampleValues.of(data.test())).containsExactly(10.81f - 9.81f, 0, 5, 0);
    }

    @Test
    void largeOffsetDoesNotDrownASmallSignal() {
        var train = new LabelledSamples(
                new SampleShape(1, 4), new float[] {100_000, 100_001, 100_000, 100_001}, new int[] {0});

        LabelledSamples scaled = Standardisation.of(train).applyTo(train);

        assertThat(SampleValues.of(scaled)).containsExactly(-1, 1, -1, 1);
    }

    @Test
    void noSamplesCannotBeMeasured() {
        var none = new LabelledSamples(TWO_BY_TWO, new float[0], new int[0]);

        assertThatThrownBy(() -> Standardisation.of(none))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one sample");
    }

    @Test
    void samplesOfAnotherShapeAreRefused() {
        var measured = new LabelledSamples(TWO_BY_TWO, new float[4], new int[1]);
        var other = new LabelledSamples(new SampleShape(4, 1), new float[4], new int[1]);

        assertThatThrownBy(() -> Standardisation.of(measured).applyTo(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot apply");
    }

    @Test
    void fixedScaleMeasuresNothing() {
        var samples = new LabelledSamples(TWO_BY_TWO, new float[] {0, 255, 127.5f, 51}, new int[] {0});

        LabelledSamples scaled = Standardisation.fixed(TWO_BY_TWO, 127.5, 127.5).applyTo(samples);

        assertThat(SampleValues.of(scaled)).containsExactly(-1, 1, 0, -0.6f);
    }
}
