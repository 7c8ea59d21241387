package io.tinyfleet.deploy.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.operations.settings.Settings;
import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.Contrast;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.InitialWeights;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Mu;
import io.tinyfleet.protocol.message.Objective;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.RoundPolicy;
import io.tinyfleet.protocol.message.Skipping;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlanSettingsTest {
    private static final List<String> CLASSES = List.of("red", "green", "blue");
    private static final RoundPolicy POLICY = new RoundPolicy(Duration.ofMinutes(5), 2);

    @Test
    void withoutAnySettingItIsTheFairestPlanWeKnow() {
        Plan plan = plan();
        assertThat(plan.method()).isEqualTo(Method.TINYPROTO_FP);
        assertThat(plan.classNames()).isEqualTo(CLASSES);
        assertThat(plan.masks()).isEqualTo(MaskScheme.BALANCED.generate(3, 500, 50, 1));
        assertThat(plan.objective()).isEqualTo(new Objective(1, new Mu.Auto(0.9), OffMask.ZERO, 1.0, null, 0));
        assertThat(plan.aps()).isEqualTo(Aps.MEAN);
        assertThat(plan.encoding()).isEqualTo(Encoding.F32);
        assertThat(plan.rounds()).isEqualTo(POLICY);
        assertThat(plan.normLimit()).isEqualTo(1e6);
        assertThat(plan.initialWeights()).isEqualTo(InitialWeights.OWN);
        assertThat(plan.skipping()).isNull();
    }

    @Test
    void everySettingCounts() {
        Plan plan = plan(
                "method",
                "tinyproto-contrastive",
                "d",
                "60",
                "s",
                "6",
                "masks",
                "blocks",
                "seed",
                "9",
                "lambda",
                "2.5",
                "warm-up",
                "10",
                "mu",
                "0.25",
                "guard",
                "1.5",
                "temperature",
                "0.3",
                "prior",
                "7",
                "off-mask",
                "free",
                "aps",
                "none",
                "encoding",
                "i8",
                "skip.threshold",
                "0.05",
                "skip.rounds",
                "7",
                "initial-weights",
                "common",
                "norm-limit",
                "5e4");
        assertThat(plan)
                .isEqualTo(new Plan(
                        Method.TINYPROTO_CONTRASTIVE,
                        CLASSES,
                        MaskScheme.BLOCKS.generate(3, 60, 6, 9),
                        MaskScheme.BLOCKS,
                        9,
                        new Objective(2.5, new Mu.Fixed(0.25), OffMask.FREE, 1.5, new Contrast(0.3, 7), 10),
                        Aps.NONE,
                        Encoding.I8,
                        POLICY,
                        5e4,
                        InitialWeights.COMMON,
                        new Skipping(0.05, 7)));
        assertThat(plan("mu", "auto", "target-tau", "0.7").objective().mu()).isEqualTo(new Mu.Auto(0.7));
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void aMethodsNameIsEnough(Method method) {
        Plan plan = plan("method", method.label());
        assertThat(plan.method()).isEqualTo(method);
        boolean ours = method == Method.TINYPROTO_CONTRASTIVE;
        assertThat(plan.kept()).isEqualTo(method.isDense() ? plan.dimensions() : ours ? 196 : 50);
        assertThat(plan.encoding()).isEqualTo(ours ? Encoding.I8 : Encoding.F32);
        assertThat(plan.objective().lambda()).isEqualTo(ours ? 10 : 1);
        assertThat(plan.objective().contrast()).isEqualTo(ours ? new Contrast(0.5, 2) : null);
        assertThat(plan.aps()).isEqualTo(method.isDense() ? Aps.NONE : Aps.MEAN);
        assertThat(plan.objective().mu())
                .isEqualTo(
                        method.pull() == Method.Pull.DISTANCE && !method.isDense()
                                ? new Mu.Auto(0.9)
                                : new Mu.Fixed(1));
        assertThat(plan.initialWeights())
                .isEqualTo(ours || method == Method.FEDAVG ? InitialWeights.COMMON : InitialWeights.OWN);
    }

    @Test
    void fewDimensionsAreAllKept() {
        assertThat(plan("d", "30").kept()).isEqualTo(30);
        assertThat(plan("d", "100", "method", "tinyproto-contrastive").kept()).isEqualTo(100);
    }

    @Test
    void halfPrecisionLimitsNorms() {
        assertThat(plan("encoding", "f16").normLimit()).isEqualTo(Encoding.LARGEST_F16);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "method          | fedsgd | 'expected one of tinyproto-fp, alone, fedproto, fedtgp, tinyproto-ft, fedavg, tinyproto-contrastive'",
                "d               | 65537  | expected a whole number from 1 to 65536",
                "s               | 501    | 'expected at most plan.d, which is 500'",
                "masks           | random | 'expected one of blocks, balanced'",
                "seed            | one    | expected a number",
                "lambda          | -1     | expected a number from 0",
                "warm-up         | -1     | expected a whole number from 0 to 1000000",
                "mu              | -1     | expected auto or a number above 0",
                "mu              | Auto   | expected auto or a number above 0",
                "target-tau      | 0      | expected a number above 0",
                "guard           | -0.1   | 'expected a number above 0, or 0 for none'",
                "temperature     | 0      | expected a number above 0",
                "temperature     | NaN    | expected a number above 0",
                "prior           | 0      | expected a number above 0",
                "off-mask        | one    | 'expected one of zero, free'",
                "aps             | median | 'expected one of mean, sum, none'",
                "encoding        | f64    | 'expected one of f32, f16, i8'",
                "skip.threshold  | 1      | expected a number from 0 to below 1",
                "skip.threshold  | -1     | expected a number from 0 to below 1",
                "skip.rounds     | 0      | expected a whole number from 1 to 1000",
                "initial-weights | zero   | 'expected one of own, common'",
                "norm-limit      | 0      | expected a number above 0"
            })
    void whatCannotBeIsRefusedWithWhatCould(String key, String value, String expected) {
        assertThat(problems(key, value))
                .first()
                .asString()
                .startsWith("plan.yaml: plan." + key + " is ")
                .contains(value)
                .endsWith(expected);
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThat(problems("method", "x", "s", "x", "lambda", "x", "mu", "x", "encoding", "x", "skip.rounds", "x"))
                .hasSize(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fedproto     | aps             | mean | 'needs s = d and aps none'",
                "fedproto     | s               | 50   | 'needs s = d and aps none'",
                "alone        | mu              | auto | exchanges no prototypes",
                "fedavg       | skip.threshold  | 0.1  | exchanges no prototypes",
                "tinyproto-ft | skip.threshold  | 0.1  | it skips nothing",
                "fedtgp       | d               | 3000 | at most 10000000 parameters"
            })
    void whatDoesNotGoTogetherIsSaid(String method, String key, String value, String why) {
        assertThat(problems("method", method, key, value))
                .singleElement()
                .asString()
                .startsWith("plan.yaml: plan.method and what else the plan says do not go together: ")
                .contains(why);
    }

    private static Plan plan(String... settings) {
        Settings all = settings(settings);
        Plan plan = new PlanSettings(all, "plan.").read(CLASSES, POLICY);
        assertThat(all.problems()).isEmpty();
        return Objects.requireNonNull(plan);
    }

    private static List<String> problems(String... settings) {
        Settings all = settings(settings);
        assertThat(new PlanSettings(all, "plan.").read(CLASSES, POLICY)).isNull();
        return all.problems();
    }

    private static Settings settings(String... keysAndValues) {
        Map<String, List<String>> values = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put("plan." + keysAndValues[i], List.of(keysAndValues[i + 1]));
        }
        return new Settings("plan.yaml", values, Map.of());
    }
}
