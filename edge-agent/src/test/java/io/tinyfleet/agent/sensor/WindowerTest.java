package io.tinyfleet.agent.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowerTest {
    private static final Sampling SAMPLING =
            new Sampling(List.of(new Channel("x", "m/s2"), Channel.named("y")), 4, 2, 10);
    private static final List<String> CLASSES = List.of("red", "blue");
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final double ABSOLUTE = 1_700_000_000;

    private final Windower windower = new Windower(new SensorId("m1"), SAMPLING);

    @Test
    void aPackOfOneWindowIsOneWindowChannelByChannel() throws Exception {
        Windower.Progress progress = windower.take(series(pack(ABSOLUTE, 0, 4)));
        assertThat(progress.windows()).hasSize(1);
        Window window = progress.windows().get(0);
        assertThat(window.values()).containsExactly(0, 1, 2, 3, 100, 101, 102, 103);
        assertThat(window.start()).isEqualTo(ABSOLUTE);
        assertThat(window.label()).isNull();
        assertThat(progress.missing()).isEqualTo(2);
        assertThat(progress.restarted()).isFalse();
    }

    @Test
    void theOrderOfRecordsIsFree() throws Exception {
        List<SenmlRecord> shuffled = new ArrayList<>(pack(ABSOLUTE, 0, 4));
        Collections.reverse(shuffled);
        assertThat(windower.take(series(shuffled)).windows().get(0).values())
                .containsExactly(0, 1, 2, 3, 100, 101, 102, 103);
    }

    @Test
    void aStreamIsCutIntoOverlappingWindowsWhereverItsPacksEnd() throws Exception {
        assertThat(windower.take(series(pack(ABSOLUTE, 0, 3)))).isEqualTo(new Windower.Progress(List.of(), 1, false));
        Windower.Progress progress = windower.take(series(pack(ABSOLUTE, 3, 6)));
        assertThat(progress.windows()).extracting(window -> window.values()[0]).containsExactly(0f, 2f, 4f);
        assertThat(progress.windows().get(2).values()).containsExactly(4, 5, 6, 7, 104, 105, 106, 107);
        assertThat(progress.missing()).isEqualTo(1);
    }

    @Test
    void aGapBeginsTheWindowAnew() throws Exception {
        windower.take(series(pack(ABSOLUTE, 0, 3)));
        Windower.Progress progress = windower.take(series(pack(ABSOLUTE, 4, 3)));
        assertThat(progress).isEqualTo(new Windower.Progress(List.of(), 1, true));
        assertThat(windower.take(series(pack(ABSOLUTE, 7, 1))).windows().get(0).values())
                .startsWith(4, 5, 6, 7);
    }

    @Test
    void aGapInsideAPackBeginsTheWindowAnewToo() throws Exception {
        List<SenmlRecord> pack = new ArrayList<>(pack(ABSOLUTE, 0, 3));
        pack.addAll(pack(ABSOLUTE, 9, 4));
        Windower.Progress progress = windower.take(series(pack));
        assertThat(progress.restarted()).isTrue();
        assertThat(progress.windows()).hasSize(1);
        assertThat(progress.windows().get(0).values()).startsWith(9, 10, 11, 12);
    }

    @Test
    void theSamePackAgainIsNotAppended() throws Exception {
        windower.take(series(pack(ABSOLUTE, 0, 3)));
        assertThat(windower.take(series(pack(ABSOLUTE, 0, 3)))).isEqualTo(new Windower.Progress(List.of(), 1, true));
    }

    @Test
    void packsOfASensorWithoutAClockFollowEachOtherDespiteTheNetworksDelay() throws Exception {
        windower.take(Series.of(pack(-0.3, 0, 3), SAMPLING, CLASSES, NOW));
        Windower.Progress late = windower.take(Series.of(pack(-0.3, 0, 3), SAMPLING, CLASSES, NOW.plusMillis(400)));
        assertThat(late.restarted()).isFalse();
        assertThat(late.windows()).hasSize(2);
        Windower.Progress lost = windower.take(Series.of(pack(-0.3, 0, 3), SAMPLING, CLASSES, NOW.plusMillis(1_000)));
        assertThat(lost.restarted()).as("a pack between was lost").isTrue();
    }

    @Test
    void aWindowHasALabelIfAllOfItHas() throws Exception {
        assertThat(windower.take(labelled("red", 0, 4)).windows().get(0).label())
                .isEqualTo("red");
        List<Window> windows = windower.take(labelled("blue", 4, 4)).windows();
        assertThat(windows.get(0).label()).as("half red, half blue").isNull();
        assertThat(windows.get(1).label()).isEqualTo("blue");
        assertThat(windower.take(series(pack(ABSOLUTE, 8, 2))).windows().get(0).label())
                .as("half blue, half unknown")
                .isNull();
    }

    @Test
    void whatCannotBeUsedIsRefusedWithTheReason() {
        refused(Refusal.WRONG_VALUES, "no values; this device takes x, y", List.of());
        refused(Refusal.UNKNOWN_CHANNEL, "no channel \"z\" here, this device takes x, y", List.of(value("m/z", 0, 1)));
        refused(
                Refusal.WRONG_UNIT,
                "channel x is in \"g\", expected m/s2",
                List.of(new SenmlRecord("x", "g", 0, new SenmlValue.Numeric(1))));
        refused(Refusal.WRONG_VALUES, "channel x needs a number", List.of(SenmlRecord.text("x", "1")));
        refused(Refusal.WRONG_VALUES, "channel x needs a number", List.of(value("x", 0, 1e39)));
        refused(
                Refusal.WRONG_VALUES,
                "channel x has two values at time 0.0",
                List.of(value("x", 0, 1), value("x", 0, 1)));
        refused(Refusal.WRONG_VALUES, "channel y has no value at time 0.0", List.of(value("x", 0, 1)));
        refused(Refusal.MALFORMED, "some times are absolute", List.of(value("x", 0, 1), value("y", ABSOLUTE, 1)));
        refused(Refusal.MALFORMED, "needs a string value, vs", List.of(value("label", 0, 1)));
        refused(
                Refusal.UNKNOWN_CLASS,
                "label \"green\" is no class of the fleet's plan, which has red, blue",
                List.of(SenmlRecord.text("label", "green")));
        refused(
                Refusal.MALFORMED,
                "two labels, red and blue",
                List.of(SenmlRecord.text("label", "red"), SenmlRecord.text("m/label", "blue")));
    }

    @Test
    void aWrongRateIsRefusedEvenBehindAGap() {
        List<SenmlRecord> slow = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            double time = ABSOLUTE + i * 0.11 + (i > 5 ? 3 : 0);
            slow.add(value("x", time, 1));
            slow.add(value("y", time, 1));
        }
        refused(Refusal.WRONG_RATE, "measured at 9.091 Hz, expected 10.00 Hz within 5 %", slow);
    }

    @Test
    void aRateWithinTheToleranceIsTaken() throws Exception {
        List<SenmlRecord> fast = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            fast.add(value("x", ABSOLUTE + i * 0.096, i));
            fast.add(value("y", ABSOLUTE + i * 0.096, i));
        }
        assertThat(windower.take(series(fast)).windows()).hasSize(1);
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Sampling(List.of(), 4, 2, 10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sampling(List.of(Channel.named("x"), new Channel("x", "g")), 4, 2, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> new Sampling(SAMPLING.channels(), 4, 5, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> new Sampling(SAMPLING.channels(), 4, 2, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Channel.named("label"));
        assertThatIllegalArgumentException().isThrownBy(() -> Channel.named("a/b"));
        assertThatIllegalArgumentException().isThrownBy(() -> new SensorId("a/b"));
    }

    private static void refused(Refusal refusal, String reason, List<SenmlRecord> pack) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> series(pack));
        assertThat(refused.refusal()).isEqualTo(refusal);
        assertThat(refused).hasMessageContaining(reason);
    }

    private static Series labelled(String label, int first, int count) throws RefusedException {
        List<SenmlRecord> pack = new ArrayList<>(pack(ABSOLUTE, first, count));
        pack.add(SenmlRecord.text("m1/label", label));
        return series(pack);
    }

    private static Series series(List<SenmlRecord> pack) throws RefusedException {
        return Series.of(pack, SAMPLING, CLASSES, NOW);
    }

    /** Instant i has x = i and y = 100 + i. */
    private static List<SenmlRecord> pack(double origin, int first, int count) {
        List<SenmlRecord> pack = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            pack.add(new SenmlRecord("m1/x", "m/s2", origin + i * 0.1, new SenmlValue.Numeric(i)));
            pack.add(value("m1/y", origin + i * 0.1, 100 + i));
        }
        return pack;
    }

    private static SenmlRecord value(String name, double time, double value) {
        return new SenmlRecord(name, "", time, new SenmlValue.Numeric(value));
    }
}
