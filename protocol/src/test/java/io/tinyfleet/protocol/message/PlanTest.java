package io.tinyfleet.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.mask.MaskScheme;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes together in a plan, and what does not. */
class PlanTest {
    private static final Objective PAPERS = new Objective(1, 0.01, OffMask.ZERO);
    private static final Objective AUTO = new Objective(1, new Mu.Auto(0.9), OffMask.ZERO, null, null, 0);
    private static final Objective CONTRAST =
            new Objective(1, new Mu.Fixed(1), OffMask.ZERO, null, new Contrast(0.25, 2), 0);
    private static final Skipping SKIPPING = new Skipping(0.05, 10);

    /** A valid plan of each method, to be made invalid by one change. */
    private record Draft(
            Method method,
            int kept,
            Objective objective,
            Aps aps,
            Encoding encoding,
            double normLimit,
            InitialWeights weights,
            @Nullable Skipping skipping) {
        static Draft of(Method method) {
            return new Draft(
                    method,
                    method.isDense() ? 10 : 2,
                    method.pull() == Method.Pull.CONTRAST ? CONTRAST : PAPERS,
                    method.isDense() ? Aps.NONE : Aps.MEAN,
                    Encoding.F32,
                    1000,
                    method == Method.FEDAVG ? InitialWeights.COMMON : InitialWeights.OWN,
                    null);
        }

        Draft with(int kept, Aps aps) {
            return new Draft(method, kept, objective, aps, encoding, normLimit, weights, skipping);
        }

        Draft with(Objective objective) {
            return new Draft(method, kept, objective, aps, encoding, normLimit, weights, skipping);
        }

        Draft with(Encoding encoding, double normLimit) {
            return new Draft(method, kept, objective, aps, encoding, normLimit, weights, skipping);
        }

        Draft with(InitialWeights weights) {
            return new Draft(method, kept, objective, aps, encoding, normLimit, weights, skipping);
        }

        Draft with(Skipping skipping) {
            return new Draft(method, kept, objective, aps, encoding, normLimit, weights, skipping);
        }

        Plan plan() {
            return new Plan(
                    method,
                    List.of("a", "b"),
                    MaskScheme.BLOCKS.generate(2, 10, kept, 0),
                    MaskScheme.BLOCKS,
                    0,
                    objective,
                    aps,
                    encoding,
                    new RoundPolicy(Duration.ofSeconds(1), 1),
                    normLimit,
                    weights,
                    skipping);
        }
    }

    private static void rejects(String why, ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(why);
    }

    @ParameterizedTest
    @EnumSource
    void everyMethodHasAPlan(Method method) {
        assertThat(Draft.of(method).plan().method()).isEqualTo(method);
    }

    @ParameterizedTest
    @EnumSource(names = {"FEDPROTO", "FEDTGP"})
    void denseMethodsSendAllDimensionsUnscaled(Method method) {
        assertThat(method.isDense()).isTrue();
        rejects(
                method.label() + " sends all",
                () -> Draft.of(method).with(9, Aps.NONE).plan());
        rejects("s = d and aps none", () -> Draft.of(method).with(10, Aps.MEAN).plan());
    }

    @ParameterizedTest
    @EnumSource(names = {"ALONE", "FEDAVG"})
    void withoutPrototypesThereIsNothingToEncodeToSkipOrToScale(Method method) {
        rejects(
                "its encoding is f32",
                () -> Draft.of(method).with(Encoding.I8, 1).plan());
        rejects(
                "its encoding is f32",
                () -> Draft.of(method).with(Encoding.F16, 1).plan());
        rejects("nothing to skip", () -> Draft.of(method).with(SKIPPING).plan());
        rejects("or to scale", () -> Draft.of(method).with(AUTO).plan());
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"ALONE", "FEDAVG"})
    void prototypesHaveEveryEncodingAndAMuThatIsFixedOrNot(Method method) {
        assertThatNoException()
                .isThrownBy(() -> Draft.of(method).with(Encoding.I8, 1e30).plan());
        assertThatNoException()
                .isThrownBy(() -> Draft.of(method).with(Encoding.F16, 65_504).plan());
        Objective auto = new Objective(
                1,
                new Mu.Auto(0.9),
                OffMask.ZERO,
                null,
                Draft.of(method).objective().contrast(),
                0);
        assertThatNoException().isThrownBy(() -> Draft.of(method).with(auto).plan());
    }

    @Test
    void f16IsForValuesThatItReaches() {
        Draft draft = Draft.of(Method.TINYPROTO_FP).with(Encoding.F16, 65_504);
        rejects("f16 reaches to 65504", () -> draft.with(Encoding.F16, 65_505).plan());
        rejects("aps mean or none", () -> draft.with(2, Aps.SUM).plan());
        assertThatNoException().isThrownBy(() -> draft.with(2, Aps.NONE).plan());
    }

    @ParameterizedTest
    @EnumSource(names = {"FEDTGP", "TINYPROTO_FT"})
    void whatIsTrainedFromARoundsUploadsNeedsThemAll(Method method) {
        assertThat(method.isTrainedByAggregator()).isTrue();
        rejects("skips nothing", () -> Draft.of(method).with(SKIPPING).plan());
    }

    @Test
    void modelsAreAveragedFromACommonBeginning() {
        rejects(
                "common initial weights",
                () -> Draft.of(Method.FEDAVG).with(InitialWeights.OWN).plan());
        assertThat(Draft.of(Method.TINYPROTO_FP)
                        .with(InitialWeights.COMMON)
                        .plan()
                        .initialWeights())
                .isEqualTo(InitialWeights.COMMON);
    }

    @Test
    void onlyTheContrastiveMethodHasAContrast() {
        rejects(
                "tinyproto-fp has no temperature and prior",
                () -> Draft.of(Method.TINYPROTO_FP).with(CONTRAST).plan());
        rejects(
                "tinyproto-contrastive needs temperature and prior",
                () -> Draft.of(Method.TINYPROTO_CONTRASTIVE).with(PAPERS).plan());
    }

    @Test
    void theMoreSamplesTheWeakerThePull() {
        Contrast contrast = new Contrast(0.5, 2);
        assertThat(contrast.share(0)).isEqualTo(1);
        assertThat(contrast.share(2)).isEqualTo(0.5);
        assertThat(contrast.share(198)).isEqualTo(0.01);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void scalesAreFiniteAndAbove0(double wrong) {
        rejects("mu", () -> new Mu.Fixed(wrong));
        rejects("target of tau", () -> new Mu.Auto(wrong));
        rejects("temperature", () -> new Contrast(wrong, 2));
        rejects("prior", () -> new Contrast(0.5, wrong));
        rejects("guard", () -> new Objective(1, new Mu.Fixed(1), OffMask.ZERO, wrong, null, 0));
        rejects("skip threshold", () -> new Skipping(wrong, 1));
    }

    @Test
    void warmUpAndSkippingAreLimited() {
        rejects("warm-up", () -> new Objective(1, new Mu.Fixed(1), OffMask.ZERO, null, null, -1));
        rejects("warm-up", () -> new Objective(1, new Mu.Fixed(1), OffMask.ZERO, null, null, 1_000_001));
        rejects("below 1", () -> new Skipping(1, 1));
        rejects("skip rounds", () -> new Skipping(0.1, 0));
        rejects("skip rounds", () -> new Skipping(0.1, 1001));
    }

    @Test
    void thePullWarmsUpFromTheSecondRoundOn() {
        Objective slow = new Objective(8, new Mu.Fixed(1), OffMask.ZERO, null, null, 4);
        assertThat(slow.weight(new RoundNumber(1))).isZero();
        assertThat(slow.weight(new RoundNumber(2))).isEqualTo(2);
        assertThat(slow.weight(new RoundNumber(4))).isEqualTo(6);
        assertThat(slow.weight(new RoundNumber(5))).isEqualTo(8);
        assertThat(slow.weight(new RoundNumber(Integer.MAX_VALUE))).isEqualTo(8);
        assertThat(PAPERS.weight(new RoundNumber(1))).isEqualTo(1);
    }
}
