package io.tinyfleet.aggregator.prototype;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.aggregator.Plans;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.SparsePrototypes;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PrototypeSumsTest {
    private static final int CLASSES = 3;
    private static final int KEPT = 2;
    /** Class 0 was sent by two devices, class 1 by one, class 2 by nobody. */
    private static final SparsePrototypes ONE = Plans.prototypes(ClassSet.of(0, 1), 1, 2, 4, 6);

    private static final SparsePrototypes OTHER = Plans.prototypes(ClassSet.of(0), 3, 6);

    /** ĉ_0 = ((1, 2) + (3, 6)) / 2 = (2, 4), ĉ_1 = (4, 6) / 1. */
    @Example
    void meanIsOverTheDevicesThatSentTheClass() {
        GlobalPrototypes global = sumsOf(Aps.MEAN, ONE, OTHER).toGlobal(new int[] {5, 5, 5});

        assertThat(global.prototypes()).isEqualTo(Plans.prototypes(ClassSet.of(0, 1), 2, 4, 4, 6));
        assertThat(global.contributors()).containsExactly(2, 1);
    }

    /** With everybody present the sum is the sum: ĉ_0 = (1, 2) + (3, 6), ĉ_1 = (4, 6). */
    @Example
    void sumIsTheSumIfAllHoldersTookPart() {
        GlobalPrototypes global = sumsOf(Aps.SUM, ONE, OTHER).toGlobal(new int[] {2, 1, 0});

        assertThat(global.prototypes()).isEqualTo(Plans.prototypes(ClassSet.of(0, 1), 4, 8, 4, 6));
    }

    /** A third device holds class 0 and a second one class 1: ĉ_0 = 3/2 · (4, 8) = (6, 12), ĉ_1 = 2/1 · (4, 6). */
    @Example
    void sumStandsInForHoldersThatDidNotTakePart() {
        GlobalPrototypes global = sumsOf(Aps.SUM, ONE, OTHER).toGlobal(new int[] {3, 2, 1});

        assertThat(global.prototypes()).isEqualTo(Plans.prototypes(ClassSet.of(0, 1), 6, 12, 8, 12));
        assertThat(global.contributors()).containsExactly(2, 1);
    }

    @Example
    void sumDoesNotShrinkIfFewerHoldersAreKnownThanTookPart() {
        GlobalPrototypes global = sumsOf(Aps.SUM, ONE, OTHER).toGlobal(new int[] {1, 0, 0});

        assertThat(global.prototypes()).isEqualTo(Plans.prototypes(ClassSet.of(0, 1), 4, 8, 4, 6));
    }

    @Example
    void aClassThatNobodySentIsAbsentAndNotZero() {
        assertThat(sumsOf(Aps.MEAN, ONE, OTHER)
                        .toGlobal(new int[CLASSES])
                        .prototypes()
                        .classes())
                .isEqualTo(ClassSet.of(0, 1));
        assertThat(sumsOf(Aps.MEAN).toGlobal(new int[CLASSES]).prototypes().classes())
                .isEqualTo(ClassSet.of());
    }

    @Property(tries = 300)
    void agreesWithExactArithmeticToOneUlp(
            @ForAll("uploads") List<SparsePrototypes> uploads, @ForAll Aps aps, @ForAll("holders") int[] holders) {
        GlobalPrototypes global =
                sumsOf(aps, uploads.toArray(SparsePrototypes[]::new)).toGlobal(holders);

        assertThat(global.prototypes().classes()).isEqualTo(ClassSet.of(classesIn(uploads)));
        for (int position = 0; position < global.prototypes().classes().size(); position++) {
            int cls = global.prototypes().classes().at(position);
            assertThat(global.contributors().get(position)).isEqualTo(sendersOf(cls, uploads));
            for (int index = 0; index < KEPT; index++) {
                float exact = exactly(cls, index, uploads, aps, holders);
                assertThat(Math.abs(global.prototypes().value(position, index) - exact))
                        .isLessThanOrEqualTo(Math.ulp(exact));
            }
        }
    }

    /** The uploads are multiples of 2⁻¹⁰ below 2²⁰: their sums are exact in double, so the order does not matter. */
    @Property(tries = 300)
    void mergingPartsIsAddingEverything(
            @ForAll("uploads") List<SparsePrototypes> uploads, @ForAll Aps aps, @ForAll("holders") int[] holders) {
        int half = uploads.size() / 2;
        SparsePrototypes[] first = uploads.subList(0, half).toArray(SparsePrototypes[]::new);
        SparsePrototypes[] second = uploads.subList(half, uploads.size()).toArray(SparsePrototypes[]::new);
        GlobalPrototypes whole =
                sumsOf(aps, uploads.toArray(SparsePrototypes[]::new)).toGlobal(holders);

        assertThat(merged(sumsOf(aps, first), sumsOf(aps, second)).toGlobal(holders))
                .isEqualTo(whole);
        assertThat(merged(sumsOf(aps, second), sumsOf(aps, first)).toGlobal(holders))
                .isEqualTo(whole);
        assertThat(merged(sumsOf(aps), sumsOf(aps, uploads.toArray(SparsePrototypes[]::new)))
                        .toGlobal(holders))
                .isEqualTo(whole);
    }

    @Provide
    Arbitrary<List<SparsePrototypes>> uploads() {
        Arbitrary<Set<Integer>> classes =
                Arbitraries.integers().between(0, CLASSES - 1).set().ofMinSize(1);
        Arbitrary<Float> value = Arbitraries.integers()
                .between(-(1 << 20) + 1, (1 << 20) - 1)
                .map(numerator -> numerator / (float) (1 << 10));
        Arbitrary<float[]> row = value.array(float[].class).ofSize(CLASSES * KEPT);
        return Combinators.combine(classes, row)
                .as((held, values) ->
                        Plans.prototypes(ClassSet.of(sorted(held)), Arrays.copyOf(values, held.size() * KEPT)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<int[]> holders() {
        return Arbitraries.integers().between(0, 20).array(int[].class).ofSize(CLASSES);
    }

    private static PrototypeSums sumsOf(Aps aps, SparsePrototypes... uploads) {
        PlanInForce plan = Plans.plan(CLASSES, KEPT, aps);
        PrototypeSums sums = new PrototypeSums(plan);
        for (SparsePrototypes upload : uploads) {
            sums.add(upload);
        }
        return sums;
    }

    private static PrototypeSums merged(PrototypeSums one, PrototypeSums other) {
        one.merge(other);
        return one;
    }

    /** Eq 10 in decimals without rounding but for the division. */
    private static float exactly(int cls, int index, List<SparsePrototypes> uploads, Aps aps, int[] holders) {
        BigDecimal sum = BigDecimal.ZERO;
        for (SparsePrototypes upload : uploads) {
            if (upload.classes().contains(cls)) {
                sum = sum.add(new BigDecimal(upload.value(upload.classes().positionOf(cls), index)));
            }
        }
        int senders = sendersOf(cls, uploads);
        BigDecimal factor = BigDecimal.valueOf(aps == Aps.SUM ? Math.max(senders, holders[cls]) : 1);
        return sum.multiply(factor)
                .divide(BigDecimal.valueOf(senders), MathContext.DECIMAL128)
                .floatValue();
    }

    private static int sendersOf(int cls, List<SparsePrototypes> uploads) {
        return (int) uploads.stream()
                .filter(upload -> upload.classes().contains(cls))
                .count();
    }

    private static int[] classesIn(List<SparsePrototypes> uploads) {
        return IntStream.range(0, CLASSES)
                .filter(cls -> sendersOf(cls, uploads) > 0)
                .toArray();
    }

    private static int[] sorted(Set<Integer> set) {
        return new TreeSet<>(set).stream().mapToInt(Integer::intValue).toArray();
    }
}
