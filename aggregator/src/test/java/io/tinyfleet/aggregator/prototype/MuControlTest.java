package io.tinyfleet.aggregator.prototype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Mu;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MuControlTest {
    private static final double TARGET = 0.9;
    private static final Mu.Auto POLICY = new Mu.Auto(TARGET);
    private static final DeviceId A = new DeviceId("a");
    private static final DeviceId B = new DeviceId("b");
    private static final DeviceId C = new DeviceId("c");

    @Test
    void untilADeviceReportsThereIsNoScale() {
        assertThat(MuControl.BEGIN.after(round(1), Map.of(), POLICY)).isEqualTo(MuControl.BEGIN);
    }

    /** Taus without a given μ are ratios: 0.9 / 45, and then 0.9 / (0.9 / (0.9 / 45)). */
    @Test
    void theLargestRatioSetsTheScale() {
        MuControl first = MuControl.BEGIN.after(round(2), Map.of(A, 30.0, B, 45.0), POLICY);
        assertThat(mu(first)).isEqualTo(TARGET / 45);
        assertThat(mu(first.after(round(3), Map.of(A, TARGET / 45 * 30, B, TARGET), POLICY)))
                .isCloseTo(TARGET / 45, within(1e-15));
    }

    @Test
    void whenNobodyReportsTheScaleStays() {
        MuControl known = MuControl.BEGIN.after(round(2), Map.of(A, 30.0), POLICY);
        assertThat(known.after(round(3), Map.of(), POLICY)).isEqualTo(known);
        MuControl longAfter = known.after(round(500), Map.of(), POLICY);
        assertThat(longAfter.ratios()).isEmpty();
        assertThat(mu(longAfter)).isEqualTo(mu(known));
    }

    @Test
    void aDeviceThatStaysAwayCountsForAWhile() {
        MuControl control = MuControl.BEGIN.after(round(2), Map.of(A, 1.0, B, 10.0), POLICY);
        int last = 2 + MuControl.LONGEST_ABSENCE;
        for (int round = 3; round <= last; round++) {
            control = control.after(round(round), Map.of(A, mu(control)), POLICY);
            assertThat(mu(control)).isEqualTo(TARGET / 10);
        }
        assertThat(mu(control.after(round(last + 1), Map.of(A, mu(control)), POLICY)))
                .isCloseTo(TARGET, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, Double.MIN_VALUE, 1e-308, 1e16, 1e308, Double.MAX_VALUE})
    void whatNoHonestDeviceReportsIsNotHeard(double tau) {
        MuControl honest = MuControl.BEGIN.after(round(2), Map.of(A, 5.0), POLICY);
        assertThat(mu(honest.after(round(3), Map.of(A, mu(honest) * 5, B, tau * mu(honest)), POLICY)))
                .isCloseTo(mu(honest), within(1e-15));
        assertThat(MuControl.BEGIN.after(round(2), Map.of(B, tau), POLICY)).isEqualTo(MuControl.BEGIN);
    }

    @Test
    void aSingleLiarAmongThreeWeakensThePullWithinALimit() {
        MuControl control = MuControl.BEGIN.after(round(2), Map.of(A, 5.0, B, 4.0, C, 1e14), POLICY);
        assertThat(mu(control)).isEqualTo(TARGET / (MuControl.LARGEST_SPREAD * 5));
    }

    /** Of two who differ nobody knows which one lies: pulled too little is better than pulled too far. */
    @Test
    void amongTwoTheLargerCounts() {
        assertThat(mu(MuControl.BEGIN.after(round(2), Map.of(A, 5.0, B, 1e-9), POLICY)))
                .isEqualTo(TARGET / 5);
        assertThat(mu(MuControl.BEGIN.after(round(2), Map.of(A, 5.0, B, 1e9), POLICY)))
                .isEqualTo(TARGET / 1e9);
    }

    /** The first round has no basis, the second none with a scale: the third trains with the one that settles it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theFleetsLargestTauIsAtTheTargetInTheThirdRound(long seed) {
        ToyFleet fleet = new ToyFleet(seed, POLICY, 0);
        for (int round = 1; round <= 20; round++) {
            fleet.round(fleet.everybody());
            if (round >= 3) {
                assertThat(fleet.largestTau()).isCloseTo(TARGET, within(1e-9));
            }
        }
    }

    /** Training moves prototypes towards their targets: all shrink, and the scale follows. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void prototypesThatMoveAreFollowed(long seed) {
        ToyFleet fleet = new ToyFleet(seed, POLICY, 0.05);
        for (int round = 1; round <= 50; round++) {
            fleet.round(fleet.everybody());
            if (round >= 3) {
                assertThat(fleet.largestTau()).isBetween(TARGET * 0.9, TARGET * 1.1);
            }
        }
    }

    /**
     * The mean over other devices is another mean: τ exceeds the target by no more than that varies, and not by what
     * absent devices would have reported.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void withAnyHalfOfTheDevicesAwayTauExceedsTheTargetByNoMoreThanMeansVary(long seed) {
        ToyFleet fleet = new ToyFleet(seed, POLICY, 0);
        double largest = 0;
        for (int round = 1; round <= 200; round++) {
            boolean everybodyIsKnown = fleet.control().ratios().size() == ToyFleet.DEVICES;
            fleet.round(fleet.anyHalf());
            largest = everybodyIsKnown ? Math.max(largest, fleet.largestTau()) : 0;
        }
        assertThat(largest).isBetween(TARGET, TARGET * fleet.variation()).isLessThan(1.35 * TARGET);
    }

    private static double mu(MuControl control) {
        return Objects.requireNonNull(control.mu());
    }

    private static RoundNumber round(int number) {
        return new RoundNumber(number);
    }
}
