package io.tinyfleet.agent.data.machines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tinyfleet.agent.data.SplitMix;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each fault alone, without noise, for one second: does it vibrate as its physics says? */
class FaultTest {
    private static final int SHAFT_HZ = 32;
    private static final int TEETH = 13;

    @Test
    void soundMachineAddsNothing() {
        for (Axis axis : Axis.values()) {
            assertThat(signal(Fault.HEALTHY, axis)).containsOnly(0);
        }
    }

    @Test
    void imbalancePeaksAtTheShaftFrequencyAcrossTheShaftOnly() {
        assertThat(peak(Fault.IMBALANCE, Axis.HORIZONTAL)).isEqualTo(SHAFT_HZ);
        assertThat(peak(Fault.IMBALANCE, Axis.VERTICAL)).isEqualTo(SHAFT_HZ);
        assertThat(signal(Fault.IMBALANCE, Axis.AXIAL)).containsOnly(0);
    }

    @Test
    void imbalanceGrowsWithTheSquareOfTheSpeed() {
        double slow = Spectrum.of(signal(Fault.IMBALANCE, Axis.HORIZONTAL, 20)).at(20);
        double fast = Spectrum.of(signal(Fault.IMBALANCE, Axis.HORIZONTAL, 40)).at(40);

        assertThat(fast / slow).isCloseTo(4, within(0.01));
    }

    @Test
    void misalignmentPeaksAtTwiceTheShaftFrequencyMostOfAllAlongTheShaft() {
        for (Axis axis : Axis.values()) {
            assertThat(peak(Fault.MISALIGNMENT, axis)).isEqualTo(2 * SHAFT_HZ);
        }
        assertThat(spectrum(Fault.MISALIGNMENT, Axis.AXIAL).at(2 * SHAFT_HZ))
                .isGreaterThan(spectrum(Fault.MISALIGNMENT, Axis.HORIZONTAL).at(2 * SHAFT_HZ));
    }

    @Test
    void loosenessShowsHalfOrdersMostlyVertically() {
        Spectrum vertical = spectrum(Fault.LOOSENESS, Axis.VERTICAL);
        Spectrum horizontal = spectrum(Fault.LOOSENESS, Axis.HORIZONTAL);

        for (double order = 0.5; order <= 6; order += 0.5) {
            assertThat(vertical.at(order * SHAFT_HZ)).isGreaterThan(0.08);
            assertThat(vertical.at(order * SHAFT_HZ)).isGreaterThan(horizontal.at(order * SHAFT_HZ));
        }
        assertThat(vertical.at(1.25 * SHAFT_HZ)).isCloseTo(0, within(1e-6));
    }

    @Test
    void rubShowsWholeOrdersAndScraping() {
        Spectrum rub = spectrum(Fault.RUB, Axis.HORIZONTAL);

        assertThat(rub.peakBetween(1, 999)).isEqualTo(SHAFT_HZ);
        assertThat(rub.at(2 * SHAFT_HZ)).isGreaterThan(0.05);
        // The noise comes once a turn: its power, above the orders, is modulated at the shaft frequency.
        assertThat(Spectrum.ofEnvelope(differences(signal(Fault.RUB, Axis.HORIZONTAL)))
                        .peakBetween(1, 999))
                .isEqualTo(SHAFT_HZ);
    }

    @Test
    void bearingFaultsStrikeAtTheirCharacteristicFrequencies() {
        // Within 2 %: balls slip. Above 40 Hz: below it, inner race and ball show shaft and cage.
        assertThat(strikes(Fault.OUTER_RACE)).isCloseTo(3.585 * SHAFT_HZ, within(0.02 * 3.585 * SHAFT_HZ));
        assertThat(strikes(Fault.INNER_RACE)).isCloseTo(5.415 * SHAFT_HZ, within(0.02 * 5.415 * SHAFT_HZ));
        assertThat(strikes(Fault.BALL)).isCloseTo(2 * 2.357 * SHAFT_HZ, within(0.02 * 2 * 2.357 * SHAFT_HZ));
    }

    @Test
    void bearingFaultsRingAtTheResonanceOfTheHousing() {
        for (Fault fault : List.of(Fault.INNER_RACE, Fault.OUTER_RACE, Fault.BALL)) {
            assertThat((double) spectrum(fault, Axis.VERTICAL).peakBetween(1, 999))
                    .isCloseTo(700, within(100.0));
        }
    }

    @Test
    void innerRaceIsModulatedByTheShaftAndOuterRaceIsNot() {
        Spectrum inner = Spectrum.ofEnvelope(signal(Fault.INNER_RACE, Axis.VERTICAL));
        Spectrum outer = Spectrum.ofEnvelope(signal(Fault.OUTER_RACE, Axis.VERTICAL));

        assertThat(inner.at(SHAFT_HZ)).isGreaterThan(10 * outer.at(SHAFT_HZ));
    }

    @Test
    void ballIsModulatedByTheCage() {
        assertThat(Spectrum.ofEnvelope(signal(Fault.BALL, Axis.VERTICAL)).peakBetween(2, 40))
                .isEqualTo((int) Math.round(0.398 * SHAFT_HZ));
    }

    @Test
    void gearToothShowsTheMeshWithSidebandsOneShaftFrequencyApart() {
        Spectrum gear = spectrum(Fault.GEAR_TOOTH, Axis.AXIAL);
        int meshHz = TEETH * SHAFT_HZ;

        assertThat(gear.peakBetween(meshHz - SHAFT_HZ / 2, meshHz + SHAFT_HZ / 2))
                .isEqualTo(meshHz);
        assertThat(gear.at(meshHz - SHAFT_HZ)).isGreaterThan(0.1);
        assertThat(gear.at(meshHz + SHAFT_HZ)).isGreaterThan(0.1);
        assertThat(gear.at(meshHz + SHAFT_HZ / 2.0)).isLessThan(0.01);
    }

    @Test
    void electricalFaultPeaksAtTwiceTheMainsFrequencyWhateverTheSpeed() {
        for (int shaftHz : new int[] {25, 32, 45}) {
            assertThat(Spectrum.of(signal(Fault.ELECTRICAL, Axis.HORIZONTAL, shaftHz))
                            .peakBetween(1, 999))
                    .isEqualTo(100);
        }
    }

    private static double strikes(Fault fault) {
        return Spectrum.ofEnvelope(signal(fault, Axis.VERTICAL)).peakBetween(40, 300);
    }

    private static int peak(Fault fault, Axis axis) {
        return spectrum(fault, axis).peakBetween(1, 999);
    }

    private static Spectrum spectrum(Fault fault, Axis axis) {
        return Spectrum.of(signal(fault, axis));
    }

    private static double[] signal(Fault fault, Axis axis) {
        return signal(fault, axis, SHAFT_HZ);
    }

    private static double[] signal(Fault fault, Axis axis, int shaftHz) {
        var machine = new Machine(
                shaftHz, 0.8, List.of(1.0, 1.0, 1.0), List.of(0.0, 0.0, 0.0), 700, 0.05, 0, Bearing.SKF_6205, TEETH);
        var vibration = new Vibration(machine, new Run(0, shaftHz, 0), Vibration.RATE_HZ);
        fault.addTo(vibration, 1, SplitMix.of(1));
        float[] all = new float[Axis.values().length * Vibration.RATE_HZ];
        vibration.copyTo(all, 0);
        double[] signal = new double[Vibration.RATE_HZ];
        for (int i = 0; i < signal.length; i++) {
            signal[i] = all[axis.channel() * Vibration.RATE_HZ + i];
        }
        return signal;
    }

    /** Takes the low frequencies away. */
    private static double[] differences(double[] signal) {
        double[] differences = new double[signal.length];
        for (int i = 1; i < signal.length; i++) {
            differences[i] = signal[i] - signal[i - 1];
        }
        return differences;
    }
}
