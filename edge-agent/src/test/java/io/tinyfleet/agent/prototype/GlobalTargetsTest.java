package io.tinyfleet.agent.prototype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tinyfleet.agent.Plans;
import io.tinyfleet.agent.training.ContrastiveTargets;
import io.tinyfleet.agent.training.SquaredTargets;
import io.tinyfleet.protocol.mask.ClassMasks;
import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Contrast;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Mu;
import io.tinyfleet.protocol.message.Objective;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanHash;
import io.tinyfleet.protocol.message.SparsePrototypes;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Masks are {0, 1}, {1, 3} and {2, 3}, μ = 0.5; nobody sent green. */
class GlobalTargetsTest {
    private static final SparsePrototypes RED_AND_BLUE =
            new SparsePrototypes(ClassSet.of(0, 2), 2, new float[] {6, 8, 2, 4});

    private static final LocalPrototypes NOTHING = local(new int[0], new float[0][]);

    @Test
    void targetsZeroOffTheMaskWeighAllDimensionsOfAClassAlike() {
        SquaredTargets targets = pulled(targets(Plans.with(OffMask.ZERO), RED_AND_BLUE));
        assertThat(targets.lambda()).isEqualTo(Plans.LAMBDA);
        assertThat(targets.classes()).isEqualTo(3);
        assertThat(targets.dimensions()).isEqualTo(4);
        assertThat(targets.values()).containsExactly(3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2);
        assertThat(targets.weights()).containsExactly(.25f, .25f, .25f, .25f, 0, 0, 0, 0, .25f, .25f, .25f, .25f);
    }

    @Test
    void targetsFreeOffTheMaskWeighTheKeptDimensionsAlone() {
        SquaredTargets targets = pulled(targets(Plans.with(OffMask.FREE), RED_AND_BLUE));
        assertThat(targets.values()).containsExactly(3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2);
        assertThat(targets.weights()).containsExactly(.5f, .5f, 0, 0, 0, 0, 0, 0, 0, 0, .5f, .5f);
    }

    @Test
    void withoutAnyGlobalPrototypeNothingIsPulled() {
        SparsePrototypes none = SparsePrototypes.none(2);
        assertThat(pulled(targets(Plans.small(), none)).weights()).containsOnly(0);
        assertThat(targets(Plans.small(), none).rule().predict(new float[4])).isEqualTo(-1);
    }

    @Test
    void targetsCannotBeChangedFromOutside() {
        SquaredTargets targets = pulled(targets(Plans.small(), RED_AND_BLUE));
        targets.values()[0] = 99;
        targets.weights()[0] = 99;
        assertThat(targets.values()[0]).isEqualTo(3);
        assertThat(targets.weights()[0]).isEqualTo(.25f);
    }

    @Test
    void thePullIsTheMeanSquareOverAllDimensionsOrOverTheKeptOnes() {
        float[] features = {1, 2, 3, 4};
        // red: (1−3)² + (2−4)² on the mask, 3² + 4² off it
        assertThat(pull(pulled(targets(Plans.with(OffMask.ZERO), RED_AND_BLUE)), 0, features))
                .isEqualTo((4 + 4 + 9 + 16) / 4.0);
        assertThat(pull(pulled(targets(Plans.with(OffMask.FREE), RED_AND_BLUE)), 0, features))
                .isEqualTo((4 + 4) / 2.0);
        assertThat(pull(pulled(targets(Plans.with(OffMask.ZERO), RED_AND_BLUE)), 1, features))
                .isZero();
    }

    /** With s = d there is no off-mask: R is the mean square distance to μ·c_j^G. */
    @Property(tries = 200)
    void withEveryDimensionKeptBothVariantsAreTheLossOfFedProto(
            @ForAll @IntRange(min = 1, max = 30) int dimensions, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ClassMasks all = MaskScheme.BALANCED.generate(3, dimensions, dimensions, seed);
        SparsePrototypes global =
                new SparsePrototypes(ClassSet.of(0, 1, 2), dimensions, randomValues(random, 3 * dimensions));
        float[] features = randomValues(random, dimensions);
        SquaredTargets zero = pulled(targets(Plans.with(all, OffMask.ZERO), global));
        SquaredTargets free = pulled(targets(Plans.with(all, OffMask.FREE), global));
        assertThat(zero.values()).isEqualTo(free.values());
        assertThat(zero.weights()).isEqualTo(free.weights());
        for (int cls = 0; cls < 3; cls++) {
            double squares = 0;
            for (int k = 0; k < dimensions; k++) {
                squares += Math.pow(features[k] - Plans.MU * global.value(cls, k), 2);
            }
            assertThat(pull(zero, cls, features)).isCloseTo(squares / dimensions, within(1e-4));
        }
    }

    @Test
    void predictionMeasuresToZeroPaddedPrototypes() {
        // red at (3, 4, 0, 0), blue at (0, 0, 1, 2)
        NearestPrototype rule = targets(Plans.small(), RED_AND_BLUE).rule();
        assertThat(rule.predict(new float[] {3, 4, 0, 0})).isZero();
        assertThat(rule.predict(new float[] {0, 0, 1, 2})).isEqualTo(2);
        // 16 + 9 to red, 5 + 9 to blue: what is off the mask counts
        assertThat(rule.predict(new float[] {0, 1, 3, 0})).isEqualTo(2);
        assertThat(rule.predict(new float[] {2, 3, 1, 1})).isZero();
    }

    @Test
    void tauIsTheRatioOfTargetAndOwnPrototypeOfEverySharedClass() {
        // red: ‖(3, 4)‖ / ‖(0, 2)‖; blue: ‖(1, 2)‖ / ‖(10, 0)‖; green is in the device's data alone
        LocalPrototypes own =
                local(new int[] {0, 1, 2}, new float[][] {{0, 2, 7, 7}, {1e-9f, 1e-9f, 1e-9f, 1e-9f}, {7, 7, 10, 0}});
        assertThat(targets(Plans.small(), RED_AND_BLUE).taus(own)).isEqualTo(Map.of(0, 2.5, 2, Math.sqrt(5) / 10));
    }

    @Test
    void withoutASharedClassOfSomeNormThereIsNoTau() {
        GlobalTargets targets = targets(Plans.small(), RED_AND_BLUE);
        assertThat(targets.taus(local(new int[] {1}, new float[][] {{1, 1, 1, 1}})))
                .isEmpty();
        assertThat(targets.taus(NOTHING)).isEmpty();
        assertThat(targets.taus(local(new int[] {0}, new float[][] {{0, 0, 5, 5}})))
                .isEmpty();
        assertThat(targets(Plans.small(), SparsePrototypes.none(2))
                        .taus(local(new int[] {0}, new float[][] {{1, 1, 1, 1}})))
                .isEmpty();
    }

    /** Red is 2 long, blue 10. */
    private static final LocalPrototypes OWN = local(new int[] {0, 2}, new float[][] {{0, 2, 7, 7}, {7, 7, 10, 0}});

    /** Red's target would be 5 long; blue's is √5. */
    @Test
    void aGuardShortensTargetsThatAreTooLong() {
        Plan guarded = Plans.with(Method.TINYPROTO_FP, objective(new Mu.Fixed(Plans.MU), 1.5));
        GlobalTargets targets = GlobalTargets.of(guarded, global(RED_AND_BLUE, null), OWN);
        assertThat(pulled(targets).values()).containsExactly(1.8f, 2.4f, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2);
        assertThat(targets.taus(OWN).get(0)).isCloseTo(1.5, within(1e-12));
        // A class that the device does not hold has nothing to be too long for.
        assertThat(pulled(GlobalTargets.of(guarded, global(RED_AND_BLUE, null), NOTHING))
                        .values())
                .containsExactly(3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2);
    }

    @Property(tries = 200)
    void noTargetIsLongerThanTheGuardAllows(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double guard = random.nextDouble(0.01, 3);
        Mu mu = random.nextBoolean() ? new Mu.Auto(random.nextDouble(0.1, 5)) : new Mu.Fixed(random.nextDouble(0.1, 5));
        SparsePrototypes prototypes = new SparsePrototypes(ClassSet.of(0, 1, 2), 2, randomValues(random, 6));
        LocalPrototypes own = local(
                new int[] {0, 1, 2},
                new float[][] {randomValues(random, 4), randomValues(random, 4), randomValues(random, 4)});
        Double given = random.nextBoolean() ? random.nextDouble(0.1, 100) : null;
        GlobalTargets targets =
                GlobalTargets.of(Plans.with(Method.TINYPROTO_FP, objective(mu, guard)), global(prototypes, given), own);
        assertThat(targets.taus(own).values()).allSatisfy(tau -> assertThat(tau).isLessThan(guard * (1 + 1e-9)));
    }

    /** Ratios are 10/2 and √20/10. */
    @Test
    void untilTheAggregatorKnowsAScaleADeviceScalesByItsOwn() {
        Plan auto = Plans.with(Method.TINYPROTO_FP, objective(new Mu.Auto(0.5), null));
        assertThat(GlobalTargets.of(auto, global(RED_AND_BLUE, null), OWN).taus(OWN))
                .isEqualTo(Map.of(0, 0.5, 2, 0.5 / 5 * Math.sqrt(20) / 10));
        assertThat(pulled(GlobalTargets.of(auto, global(RED_AND_BLUE, null), NOTHING))
                        .values())
                .as("nothing in common")
                .containsExactly(6, 8, 0, 0, 0, 0, 0, 0, 0, 0, 2, 4);
        SparsePrototypes zero = new SparsePrototypes(ClassSet.of(0), 2, new float[2]);
        assertThat(GlobalTargets.of(auto, global(zero, null), OWN).taus(OWN)).isEqualTo(Map.of(0, 0.0));
    }

    @Test
    void theAggregatorsScaleIsUsedOnceItIsThere() {
        Plan auto = Plans.with(Method.TINYPROTO_FP, objective(new Mu.Auto(0.9), null));
        assertThat(pulled(GlobalTargets.of(auto, global(RED_AND_BLUE, 0.25), OWN))
                        .values())
                .containsExactly(1.5f, 2, 0, 0, 0, 0, 0, 0, 0, 0, .5f, 1);
    }

    @Test
    void whatIsReportedIsTheLargestTauWithTheScaleThatWasGiven() {
        Plan auto = Plans.with(Method.TINYPROTO_FP, objective(new Mu.Auto(0.9), 0.1));
        assertThat(GlobalTargets.largestTauToReport(auto, global(RED_AND_BLUE, null), OWN))
                .isEqualTo(5);
        assertThat(GlobalTargets.largestTauToReport(auto, global(RED_AND_BLUE, 0.25), OWN))
                .as("whatever the guard")
                .isEqualTo(1.25);
        assertThat(GlobalTargets.largestTauToReport(auto, global(RED_AND_BLUE, 0.25), NOTHING))
                .isNull();
    }

    @Test
    void aContrastIsWithDirections() {
        Plan plan = Plans.with(
                Method.TINYPROTO_CONTRASTIVE,
                new Objective(3, new Mu.Fixed(0.5), OffMask.ZERO, null, new Contrast(0.2, 2), 0));
        LocalPrototypes own = local(new int[] {0, 2, 0}, new float[3][4]);
        SparsePrototypes withZero = new SparsePrototypes(ClassSet.of(0, 1, 2), 2, new float[] {6, 8, 0, 0, 2, 4});
        ContrastiveTargets targets = (ContrastiveTargets)
                GlobalTargets.of(plan, global(withZero, null), own).forTraining(2);
        assertThat(targets.lambda()).isEqualTo(2);
        assertThat(targets.temperature()).isEqualTo(0.2);
        // m / (m + n): two samples are red; green's global prototype is 0; one is blue.
        assertThat(IntStream.range(0, 3).mapToObj(targets::share)).containsExactly(0.5f, 0f, (float) (2 / 3.0));
        assertThat(IntStream.range(0, 3).filter(targets::isPresent)).containsExactly(0, 2);
        // Near the origin red is nearer, but the direction is blue's.
        GlobalTargets redAndBlue = GlobalTargets.of(plan, global(RED_AND_BLUE, null), OWN);
        assertThat(redAndBlue.taus(OWN))
                .as("lengths of what has a direction only")
                .isEmpty();
        NearestPrototype rule = redAndBlue.rule();
        assertThat(rule.predict(new float[] {.1f, 0, 1, 2})).isEqualTo(2);
        assertThat(rule.predict(new float[] {30, 40, 10, 20})).isZero();
    }

    private static Objective objective(Mu mu, @Nullable Double guard) {
        return new Objective(Plans.LAMBDA, mu, OffMask.ZERO, guard, null, 0);
    }

    private static LocalPrototypes local(int[] labels, float[][] features) {
        return HandSamples.of(labels, features).prototypes(3, 4);
    }

    private static GlobalTargets targets(Plan plan, SparsePrototypes global) {
        LocalPrototypes nothing =
                HandSamples.of(new int[0], new float[0][]).prototypes(plan.classes(), plan.dimensions());
        return GlobalTargets.of(plan, global(global, null), nothing);
    }

    private static GlobalPrototypes global(SparsePrototypes prototypes, @Nullable Double mu) {
        return new GlobalPrototypes(
                new PlanHash(1),
                prototypes,
                Collections.nCopies(prototypes.classes().size(), 1),
                mu,
                null);
    }

    private static SquaredTargets pulled(GlobalTargets targets) {
        return (SquaredTargets) targets.forTraining(Plans.LAMBDA);
    }

    /** R as {@link SquaredTargets} says. */
    private static double pull(SquaredTargets targets, int cls, float[] features) {
        int d = targets.dimensions();
        float[] values = targets.values();
        float[] weights = targets.weights();
        return IntStream.range(0, d)
                .mapToDouble(k -> weights[cls * d + k] * Math.pow(features[k] - values[cls * d + k], 2))
                .sum();
    }

    private static float[] randomValues(SplittableRandom random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextDouble(-5, 5);
        }
        return values;
    }

    /** Two devices, d = 4, s = 2, from features to targets. */
    @Test
    void fromDataToTargets() {
        // red twice with mean (2, 3, …), green once
        SparsePrototypes one = local(new int[] {0, 0, 1}, new float[][] {{1, 2, 9, 9}, {3, 4, 9, 9}, {5, 6, 7, 8}})
                .upload(Plans.MASKS, Aps.MEAN);
        // red once
        SparsePrototypes other =
                local(new int[] {0}, new float[][] {{8, 2, 9, 9}}).upload(Plans.MASKS, Aps.MEAN);
        assertThat(one).isEqualTo(new SparsePrototypes(ClassSet.of(0, 1), 2, new float[] {4, 6, 6, 8}));
        assertThat(other).isEqualTo(new SparsePrototypes(ClassSet.of(0), 2, new float[] {8, 2}));
        // Eq 10: red ((4, 6) + (8, 2)) / 2, green (6, 8) / 1, blue absent
        GlobalPrototypes mean = new GlobalPrototypes(
                new PlanHash(1), new SparsePrototypes(ClassSet.of(0, 1), 2, new float[] {6, 4, 6, 8}), List.of(2, 1));
        // μ = 0.5: red to (3, 2) at {0, 1}, green to (3, 4) at {1, 3}
        assertThat(pulled(GlobalTargets.of(Plans.small(), mean, NOTHING)).values())
                .containsExactly(3, 2, 0, 0, 0, 3, 0, 4, 0, 0, 0, 0);
    }
}
