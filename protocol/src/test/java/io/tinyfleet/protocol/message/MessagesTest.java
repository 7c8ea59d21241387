package io.tinyfleet.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.mask.ClassMasks;
import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.DeviceStatus.Online;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
    private static final PlanHash HASH = new PlanHash(1);
    private static final RoundNumber ONE = RoundNumber.FIRST;
    private static final RoundNumber TWO = new RoundNumber(2);
    private static final Instant OPENED = Instant.parse("2026-03-01T12:00:00Z");

    private static void rejects(String why, ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(why);
    }

    private static Plan plan(List<String> names, ClassMasks masks, double normLimit) {
        return new Plan(
                Method.TINYPROTO_FP,
                names,
                masks,
                MaskScheme.BLOCKS,
                0,
                new Objective(1, 1, OffMask.ZERO),
                Aps.MEAN,
                Encoding.F32,
                new RoundPolicy(Duration.ofSeconds(1), 1),
                normLimit);
    }

    private static ClassMasks masks(int classes, int dimensions, int kept) {
        return MaskScheme.BLOCKS.generate(classes, dimensions, kept, 0);
    }

    private static List<String> names(int classes) {
        return IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
    }

    @Test
    void aPlanHasTwoToAThousandDistinctNamedClasses() {
        assertThat(plan(names(1000), masks(1000, 10, 1), 1).classes()).isEqualTo(1000);
        rejects("2 to 1000 classes, not 1", () -> plan(names(1), masks(1, 10, 1), 1));
        rejects("not 1001", () -> plan(names(1001), masks(1001, 10, 1), 1));
        rejects("distinct", () -> plan(List.of("a", "a"), masks(2, 10, 1), 1));
        rejects("blank", () -> plan(List.of("a", " "), masks(2, 10, 1), 1));
        rejects("blank", () -> plan(List.of("a", ""), masks(2, 10, 1), 1));
        rejects("3 masks for 2 classes", () -> plan(names(2), masks(3, 10, 1), 1));
    }

    @Test
    void aClassNameHasAtMost64BytesOfUtf8() {
        assertThatNoException().isThrownBy(() -> plan(List.of("a", "\u00e4".repeat(32)), masks(2, 10, 1), 1));
        rejects("64 bytes", () -> plan(List.of("a", "\u00e4".repeat(33)), masks(2, 10, 1), 1));
        rejects("64 bytes", () -> plan(List.of("a", "x".repeat(65)), masks(2, 10, 1), 1));
        rejects("surrogate", () -> plan(List.of("a", "\ud83d"), masks(2, 10, 1), 1));
    }

    @Test
    void aPlanIsSmallEnoughForEveryMessageMadeUnderIt() {
        assertThat(plan(names(2), masks(2, 65_536, 65_536), 1).kept()).isEqualTo(65_536);
        rejects("d is at most", () -> plan(names(2), masks(2, 65_537, 1), 1));
        rejects("K·s is at most", () -> plan(names(1000), masks(1000, 300, 251), 1));
        rejects("900000 bytes", () -> plan(names(200), masks(200, 65_536, 1), 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void limitsAndScalesArePositiveAndFinite(double wrong) {
        rejects("norm limit", () -> plan(names(2), masks(2, 10, 1), wrong));
        rejects("mu", () -> new Objective(1, wrong, OffMask.ZERO));
    }

    @Test
    void aNormLimitIsAtMost1e30() {
        assertThat(plan(names(2), masks(2, 10, 1), 1e30).normLimit()).isEqualTo(Plan.LARGEST_NORM_LIMIT);
        rejects("at most 1.0E30", () -> plan(names(2), masks(2, 10, 1), Math.nextUp(1e30)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void lambdaIsFiniteAndNotNegative(double wrong) {
        assertThatNoException().isThrownBy(() -> new Objective(0, 1, OffMask.FREE));
        rejects("lambda", () -> new Objective(wrong, 1, OffMask.ZERO));
    }

    @Test
    void aRoundPolicyHasADeadlineAndAQuorumWithinLimits() {
        assertThatNoException().isThrownBy(() -> new RoundPolicy(Duration.ofDays(30), 1));
        rejects("1 s to 30 days", () -> new RoundPolicy(Duration.ofMillis(999), 1));
        rejects("1 s to 30 days", () -> new RoundPolicy(Duration.ofDays(30).plusMillis(1), 1));
        rejects("whole milliseconds", () -> new RoundPolicy(Duration.ofSeconds(1, 1), 1));
        rejects("quorum", () -> new RoundPolicy(Duration.ofSeconds(1), 0));
    }

    private static RoundAnnouncement announcement(
            RoundNumber round, RoundPhase phase, RoundNumber basis, Instant openedAt, Instant deadline, String note) {
        return new RoundAnnouncement(HASH, round, phase, basis, openedAt, deadline, note);
    }

    @Test
    void aRoundTrainsOnlyWithAnEarlierRoundsPrototypes() {
        announcement(TWO, RoundPhase.OPEN, ONE, OPENED, OPENED, "");
        announcement(TWO, RoundPhase.PUBLISHED, TWO, OPENED, OPENED, "");
        rejects("cannot train", () -> announcement(TWO, RoundPhase.OPEN, TWO, OPENED, OPENED, ""));
        rejects("cannot train", () -> announcement(ONE, RoundPhase.PUBLISHED, TWO, OPENED, OPENED, ""));
        rejects("count from 1", () -> announcement(RoundNumber.NONE, RoundPhase.OPEN, ONE, OPENED, OPENED, ""));
    }

    @Test
    void aRoundsTimesAreOrderedAndKeptToTheMillisecond() {
        RoundAnnouncement round = announcement(
                ONE, RoundPhase.OPEN, RoundNumber.NONE, OPENED.plusNanos(1_999_999), OPENED.plusMillis(2), "");
        assertThat(round.openedAt()).isEqualTo(OPENED.plusMillis(1));
        rejects(
                "before opening",
                () -> announcement(ONE, RoundPhase.OPEN, RoundNumber.NONE, OPENED, OPENED.minusMillis(1), ""));
        Instant ancient = Instant.EPOCH.minusMillis(1);
        rejects("1970", () -> announcement(ONE, RoundPhase.OPEN, RoundNumber.NONE, ancient, OPENED, ""));
        Instant late = RoundAnnouncement.LATEST.plusMillis(1);
        rejects("9999", () -> announcement(ONE, RoundPhase.OPEN, RoundNumber.NONE, OPENED, late, ""));
    }

    @Test
    void textsForPeopleHaveAtMost256Bytes() {
        announcement(ONE, RoundPhase.SKIPPED, RoundNumber.NONE, OPENED, OPENED, "x".repeat(256));
        rejects("256", () -> announcement(ONE, RoundPhase.SKIPPED, RoundNumber.NONE, OPENED, OPENED, "x".repeat(257)));
        rejects("256", () -> new Receipt(HASH, ONE, Rejection.LATE, "\u20ac".repeat(86)));
        rejects("64", () -> new Online(HASH, "a".repeat(65), "m", ClassSet.of()));
        rejects("64", () -> new Online(HASH, "a", "m".repeat(65), ClassSet.of()));
    }

    @Test
    void aLongRejectionIsCutBetweenCharacters() {
        // 255 bytes and a character of four: nothing of it fits.
        Receipt receipt = Receipt.rejected(HASH, ONE, Rejection.LATE, "x".repeat(255) + "\ud83d\ude00");
        assertThat(receipt.detail()).isEqualTo("x".repeat(255));
        assertThat(Receipt.rejected(HASH, ONE, Rejection.LATE, "short").detail())
                .isEqualTo("short");
        assertThat(Receipt.rejected(HASH, ONE, Rejection.LATE, "half \ud83d").detail())
                .isEqualTo("half ");
    }

    @Test
    void aReceiptOfAnAcceptedUpdateHasNothingToAdd() {
        assertThat(Receipt.accepted(HASH, ONE).isAccepted()).isTrue();
        assertThat(new Receipt(HASH, ONE, Rejection.EARLY, "").isAccepted()).isFalse();
        rejects("nothing is wrong", () -> new Receipt(HASH, ONE, null, "but"));
        rejects("count from 1", () -> Receipt.accepted(HASH, RoundNumber.NONE));
    }

    @Test
    void classesAreStrictlyAscending() {
        ClassSet classes = ClassSet.of(0, 2, 5);
        assertThat(classes.size()).isEqualTo(3);
        assertThat(classes.at(1)).isEqualTo(2);
        assertThat(classes.positionOf(5)).isEqualTo(2);
        assertThat(classes.contains(2)).isTrue();
        assertThat(classes.contains(3)).isFalse();
        assertThat(classes.isWithin(6)).isTrue();
        assertThat(classes.isWithin(5)).isFalse();
        assertThat(ClassSet.of().isWithin(0)).isTrue();
        assertThat(classes)
                .isEqualTo(ClassSet.of(0, 2, 5))
                .hasSameHashCodeAs(ClassSet.of(0, 2, 5))
                .hasToString("[0, 2, 5]");
        rejects("ascending", () -> ClassSet.of(1, 1));
        rejects("ascending", () -> ClassSet.of(2, 1));
        rejects("ascending", () -> ClassSet.of(-1));
    }

    @Test
    void aClassSetKeepsItsIndicesToItself() {
        int[] indices = {1, 2};
        ClassSet classes = ClassSet.of(indices);
        indices[0] = 7;
        assertThat(classes).isEqualTo(ClassSet.of(1, 2));
    }

    @Test
    void prototypesHaveAFiniteValueForEveryKeptDimension() {
        SparsePrototypes prototypes = new SparsePrototypes(ClassSet.of(1, 3), 2, new float[] {1, 2, 3, 4});
        assertThat(prototypes.value(1, 0)).isEqualTo(3);
        assertThat(prototypes.size()).isEqualTo(4);
        assertThat(prototypes.norm(1)).isEqualTo(5);
        assertThat(prototypes.kept()).isEqualTo(2);
        assertThat(prototypes)
                .isEqualTo(new SparsePrototypes(ClassSet.of(1, 3), 2, new float[] {1, 2, 3, 4}))
                .hasSameHashCodeAs(new SparsePrototypes(ClassSet.of(1, 3), 2, new float[] {1, 2, 3, 4}))
                .isNotEqualTo(new SparsePrototypes(ClassSet.of(1, 3), 2, new float[] {1, 2, 3, 5}))
                .hasToString("SparsePrototypes[classes=[1, 3], s=2]");
        prototypes.toArray()[0] = 9;
        assertThat(prototypes.value(0, 0)).isEqualTo(1);
        rejects("need 4 values", () -> new SparsePrototypes(ClassSet.of(1, 3), 2, new float[3]));
        rejects("need", () -> new SparsePrototypes(ClassSet.of(), 0, new float[0]));
        rejects("finite", () -> new SparsePrototypes(ClassSet.of(0), 1, new float[] {Float.NaN}));
        rejects("finite", () -> new SparsePrototypes(ClassSet.of(0), 1, new float[] {Float.NEGATIVE_INFINITY}));
    }

    @Test
    void anUpdateMayBeOfNoClassAndCarryAModel() {
        SparsePrototypes none = SparsePrototypes.none(7);
        assertThat(none.kept()).isEqualTo(7);
        assertThat(none.classes().isEmpty()).isTrue();
        float[] values = {1, 2};
        assertThat(new Update(HASH, none, 0.0, new SharedModel(Update.MOST_SAMPLES, values)).largestTau())
                .isZero();
        rejects("at most 2147483647", () -> new Update(HASH, none, null, new SharedModel(1L << 31, values)));
        rejects("tau", () -> new Update(HASH, none, -0.1, null));
        rejects("tau", () -> new Update(HASH, none, Double.NaN, null));
        rejects("tau", () -> new Update(HASH, none, Double.POSITIVE_INFINITY, null));
    }

    @Test
    void aSharedModelHasFiniteValuesAndSamplesBehindIt() {
        SharedModel model = new SharedModel(3, new float[] {1, 2});
        assertThat(model.size()).isEqualTo(2);
        assertThat(model.value(1)).isEqualTo(2);
        assertThat(model)
                .isEqualTo(new SharedModel(3, new float[] {1, 2}))
                .hasSameHashCodeAs(new SharedModel(3, new float[] {1, 2}))
                .isNotEqualTo(new SharedModel(4, new float[] {1, 2}))
                .isNotEqualTo(new SharedModel(3, new float[] {1, 3}))
                .hasToString("SharedModel[2 values of 3 samples]");
        model.toArray()[0] = 9;
        assertThat(model.value(0)).isEqualTo(1);
        rejects("1 sample or more", () -> new SharedModel(0, new float[1]));
        rejects("1 sample or more", () -> new SharedModel(-1, new float[1]));
        rejects("1 to 2000000 values, not 0", () -> new SharedModel(1, new float[0]));
        rejects("not 2000001", () -> new SharedModel(1, new float[2_000_001]));
        rejects("finite", () -> new SharedModel(1, new float[] {Float.NEGATIVE_INFINITY}));
        rejects("finite", () -> new SharedModel(1, new float[] {Float.NaN}));
    }

    @Test
    void globalPrototypesHaveAContributorForEveryClass() {
        SparsePrototypes prototypes = new SparsePrototypes(ClassSet.of(1), 1, new float[] {1});
        assertThat(new GlobalPrototypes(HASH, prototypes, List.of(2)).contributors())
                .containsExactly(2);
        rejects("2 counts for 1", () -> new GlobalPrototypes(HASH, prototypes, List.of(2, 3)));
        rejects("at least one contributor", () -> new GlobalPrototypes(HASH, prototypes, List.of(0)));
        for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            rejects("mu", () -> new GlobalPrototypes(HASH, prototypes, List.of(1), wrong, null));
        }
    }

    private static Report report(
            RoundNumber round, int testSamples, double crossEntropy, double pull, Double tau, long ms, long bytes) {
        return new Report(HASH, round, new Accuracy(1, null, 0, 1), testSamples, crossEntropy, pull, tau, ms, bytes);
    }

    @Test
    void aReportHasCountsAndFiniteNumbers() {
        report(ONE, 0, 0, 0, 0.0, 0, 0);
        rejects("count from 1", () -> report(RoundNumber.NONE, 0, 0, 0, 0.0, 0, 0));
        rejects("0 or more", () -> report(ONE, -1, 0, 0, 0.0, 0, 0));
        rejects("0 or more", () -> report(ONE, 0, 0, 0, 0.0, -1, 0));
        rejects("0 or more", () -> report(ONE, 0, 0, 0, 0.0, 0, -1));
        rejects("losses", () -> report(ONE, 0, Double.NaN, 0, 0.0, 0, 0));
        rejects("losses", () -> report(ONE, 0, 0, Double.POSITIVE_INFINITY, 0.0, 0, 0));
        rejects("tau", () -> report(ONE, 0, 0, 0, -0.1, 0, 0));
        rejects("tau", () -> report(ONE, 0, 0, 0, Double.NaN, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void anAccuracyIsAShare(double wrong) {
        rejects("0 to 1", () -> new Accuracy(wrong, null, 0, 0));
        rejects("0 to 1", () -> new Accuracy(0, wrong, 0, 0));
        rejects("0 to 1", () -> new Accuracy(0, null, wrong, 0));
        rejects("0 to 1", () -> new Accuracy(0, null, 0, wrong));
    }
}
