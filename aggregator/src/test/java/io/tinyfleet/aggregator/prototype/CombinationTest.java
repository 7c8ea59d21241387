package io.tinyfleet.aggregator.prototype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tinyfleet.aggregator.Plans;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Mu;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.RoundPolicy;
import io.tinyfleet.protocol.message.SharedModel;
import io.tinyfleet.protocol.message.Skipping;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two classes of two dimensions, devices a and b. */
class CombinationTest {
    private static final DeviceId A = new DeviceId("a");
    private static final DeviceId B = new DeviceId("b");
    private static final ClassSet BOTH = ClassSet.of(0, 1);
    private static final ClassSet FIRST = ClassSet.of(0);
    private static final int[] TWO_AND_THREE = {2, 3};

    @Test
    void meanIsOverThoseWhoSent() {
        PlanInForce plan = Plans.plan(2, 2, Aps.MEAN);
        GlobalPrototypes global = firstRound(plan, update(plan, BOTH, 1, 2, 4, 6), update(plan, FIRST, 3, 6));
        assertThat(global)
                .isEqualTo(new GlobalPrototypes(plan.hash(), Plans.prototypes(BOTH, 2, 4, 4, 6), List.of(2, 1)));
    }

    /** 2/2 · ((1, 2) + (3, 6)) and 3/1 · (4, 6). */
    @Test
    void sumStandsInForHoldersThatAreAway() {
        PlanInForce plan = Plans.plan(2, 2, Aps.SUM);
        GlobalPrototypes global = firstRound(plan, update(plan, BOTH, 1, 2, 4, 6), update(plan, FIRST, 3, 6));
        assertThat(global.prototypes()).isEqualTo(Plans.prototypes(BOTH, 4, 8, 12, 18));
    }

    @Test
    void denseMethodsAverageWhatIsNotScaled() {
        PlanInForce plan = Plans.plan(Method.FEDPROTO, 2, 2);
        GlobalPrototypes global = firstRound(plan, update(plan, BOTH, 1, 2, 4, 6), update(plan, FIRST, 3, 6));
        assertThat(plan.plan().aps()).isEqualTo(Aps.NONE);
        assertThat(global.prototypes()).isEqualTo(Plans.prototypes(BOTH, 2, 4, 4, 6));
    }

    /** (1 · (1, −2) + 3 · (5, 2)) / 4. */
    @Test
    void modelsAreAveragedBySamples() {
        PlanInForce plan = Plans.plan(Method.FEDAVG, 2, 2);
        GlobalPrototypes global = firstRound(plan, model(plan, 1, 1, -2), model(plan, 3, 5, 2));
        assertThat(global.model()).isEqualTo(new SharedModel(4, new float[] {4, 1}));
        assertThat(global.prototypes()).isEqualTo(SparsePrototypes.none(2));
    }

    @Test
    void theLargestModelsOfAllStillHaveAnAverage() {
        PlanInForce plan = Plans.plan(Method.FEDAVG, 2, 2);
        Update most = model(plan, Integer.MAX_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE);
        assertThat(firstRound(plan, most, most).model())
                .isEqualTo(new SharedModel(2L * Integer.MAX_VALUE, new float[] {Float.MAX_VALUE, -Float.MAX_VALUE}));
    }

    @Test
    void whereNothingIsExchangedARoundGivesNothing() {
        PlanInForce plan = Plans.plan(Method.ALONE, 2, 2);
        Update nothing = new Update(plan.hash(), SparsePrototypes.none(2));
        Combination combined = combine(plan, Memory.NOTHING, 1, nothing, nothing);
        assertThat(combined.global()).isEqualTo(new GlobalPrototypes(plan.hash(), SparsePrototypes.none(2), List.of()));
        assertThat(combined.memory()).isEqualTo(Memory.NOTHING);
    }

    /** 1.5 · 127 is no multiple of 2: what is published is what devices will read. */
    @Test
    void whatIsPublishedIsRoundedAsItIsEncoded() {
        PlanInForce plan = plan(Method.TINYPROTO_FP, new Mu.Fixed(1), Encoding.I8, null);
        GlobalPrototypes global = firstRound(plan, update(plan, FIRST, 127, 64), update(plan, FIRST, 254, 67));
        assertThat(global.prototypes()).isEqualTo(Plans.prototypes(FIRST, 190, 66));
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"FEDTGP", "TINYPROTO_FT"})
    void trainedPrototypesGoOnFromTheNetworkOfTheRoundBefore(Method method) {
        PlanInForce plan = Plans.plan(method, 2, 2);
        Update a = update(plan, BOTH, 1, 2, -4, 6);
        Update b = update(plan, BOTH, 3, 1, -5, 7);
        Combination first = combine(plan, Memory.NOTHING, 1, a, b);
        Combination second = combine(plan, first.memory(), 2, a, b);
        assertThat(first.memory().network()).isNotNull();
        assertThat(first.global().contributors()).containsExactly(2, 2);
        assertThat(second.global())
                .isNotEqualTo(combine(plan, Memory.NOTHING, 2, a, b).global());
        assertThat(combine(plan, first.memory(), 2, a, b)).isEqualTo(second);
    }

    @Test
    void theScaleComesWithTheFirstReports() {
        PlanInForce plan = plan(Method.TINYPROTO_FP, new Mu.Auto(0.9), Encoding.F32, null);
        Combination first = combine(plan, Memory.NOTHING, 1, update(plan, BOTH, 1, 2, 4, 6), update(plan, FIRST, 3, 6));
        assertThat(first.global().mu()).isNull();
        Update reports = new Update(plan.hash(), Plans.prototypes(BOTH, 1, 2, 4, 6), 45.0, null);
        Combination second = combine(plan, first.memory(), 2, reports, update(plan, FIRST, 3, 6));
        assertThat(second.global().mu()).isEqualTo(0.9 / 45);
    }

    @Test
    void aClassThatWasSkippedCountsAsItStandsUntilItIsTooOld() {
        PlanInForce plan = plan(Method.TINYPROTO_FP, new Mu.Fixed(1), Encoding.F32, new Skipping(0.1, 2));
        Update skips = new Update(plan.hash(), SparsePrototypes.none(2));
        Memory memory = combine(plan, Memory.NOTHING, 1, update(plan, BOTH, 1, 2, 4, 6), update(plan, FIRST, 3, 6))
                .memory();

        Combination second = combine(plan, memory, 2, update(plan, FIRST, 5, 0), skips);
        assertThat(second.global())
                .isEqualTo(new GlobalPrototypes(plan.hash(), Plans.prototypes(BOTH, 4, 3, 4, 6), List.of(2, 1)));
        Combination third = combine(plan, second.memory(), 3, skips, skips);
        assertThat(third.global().prototypes()).isEqualTo(second.global().prototypes());
        Combination fourth = combine(plan, third.memory(), 4, skips, skips);
        assertThat(fourth.global().prototypes()).isEqualTo(Plans.prototypes(FIRST, 5, 0));
        assertThat(combine(plan, fourth.memory(), 5, skips, skips).memory()).isEqualTo(Memory.NOTHING);
    }

    @Test
    void whatADeviceThatIsAwaySentDoesNotCount() {
        PlanInForce plan = plan(Method.TINYPROTO_FP, new Mu.Fixed(1), Encoding.F32, new Skipping(0.1, 2));
        Memory memory = combine(plan, Memory.NOTHING, 1, update(plan, FIRST, 1, 2), update(plan, FIRST, 3, 6))
                .memory();
        Combination alone = Combination.of(
                plan, memory, new RoundNumber(2), new TreeMap<>(Map.of(A, update(plan, FIRST, 9, 9))), TWO_AND_THREE);
        assertThat(alone.global().prototypes()).isEqualTo(Plans.prototypes(FIRST, 9, 9));
    }

    /** Its devices were told that their updates were accepted. */
    @Test
    void whatWasAcceptedInASkippedRoundStands() {
        PlanInForce plan = plan(Method.TINYPROTO_FP, new Mu.Fixed(1), Encoding.F32, new Skipping(0.1, 2));
        Memory memory = Memory.NOTHING.withAccepted(
                plan.plan(), RoundNumber.FIRST, new TreeMap<>(Map.of(A, update(plan, FIRST, 1, 2))));
        Update skips = new Update(plan.hash(), SparsePrototypes.none(2));
        assertThat(combine(plan, memory, 2, skips, update(plan, FIRST, 3, 6))
                        .global()
                        .prototypes())
                .isEqualTo(Plans.prototypes(FIRST, 2, 4));
    }

    @Test
    void aNetworkThatIsTooLargeIsRefusedBeforeTheFirstRound() {
        Combination.requireFeasible(Plans.plan(Method.FEDTGP, 2, 2_000).plan());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Combination.requireFeasible(
                        Plans.plan(Method.FEDTGP, 2, 2_300).plan()));
        Combination.requireFeasible(Plans.plan(Method.FEDPROTO, 2, 2_300).plan());
    }

    private static PlanInForce plan(Method method, Mu mu, Encoding encoding, @Nullable Skipping skipping) {
        return Plans.plan(
                method, 2, 2, mu, Aps.MEAN, encoding, skipping, new RoundPolicy(Duration.ofSeconds(10), 2), 1e9);
    }

    private static Update update(PlanInForce plan, ClassSet classes, float... values) {
        return Plans.update(plan, classes, values);
    }

    private static Update model(PlanInForce plan, long samples, float... values) {
        return new Update(plan.hash(), SparsePrototypes.none(2), null, new SharedModel(samples, values));
    }

    private static GlobalPrototypes firstRound(PlanInForce plan, Update ofA, Update ofB) {
        return combine(plan, Memory.NOTHING, 1, ofA, ofB).global();
    }

    private static Combination combine(PlanInForce plan, Memory before, int round, Update ofA, Update ofB) {
        SortedMap<DeviceId, Update> updates = new TreeMap<>(Map.of(A, ofA, B, ofB));
        return Combination.of(plan, before, new RoundNumber(round), updates, TWO_AND_THREE);
    }
}
