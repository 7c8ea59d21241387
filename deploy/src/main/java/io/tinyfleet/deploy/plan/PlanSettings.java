package io.tinyfleet.deploy.plan;

import io.tinyfleet.aggregator.prototype.Combination;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a plan from the settings below a key; {@code deploy/config/aggregator.yaml} says what each means. The defaults of
 * all programs stand here.
 */
public final class PlanSettings {
    private static final String ABOVE_0 = "expected a number above 0";

    private final Settings settings;
    private final String prefix;

    /** @param prefix of all keys, for example {@code plan.} */
    public PlanSettings(Settings settings, String prefix) {
        this.settings = settings;
        this.prefix = prefix;
    }

    /** The plan; {@code null} if a problem was noted. */
    public @Nullable Plan read(List<String> classes, RoundPolicy rounds) {
        Method method = settings.choice(key("method"), Method.TINYPROTO_FP);
        int dimensions = settings.integer(key("d"), "500", 1, Plan.MOST_DIMENSIONS);
        int kept = settings.integer(key("s"), String.valueOf(usuallyKept(method, dimensions)), 1, Plan.MOST_DIMENSIONS);
        MaskScheme masks = settings.choice(key("masks"), MaskScheme.BALANCED);
        long seed = settings.value(key("seed"), "1", 1L, Long::valueOf);
        Objective objective = objective(method);
        Aps aps = settings.choice(key("aps"), method.isDense() ? Aps.NONE : Aps.MEAN);
        Encoding encoding = settings.choice(key("encoding"), contrasts(method) ? Encoding.I8 : Encoding.F32);
        double normLimit = settings.number(
                key("norm-limit"), encoding == Encoding.F16 ? "65504" : "1e6", Double.MIN_VALUE, ABOVE_0);
        InitialWeights weights = settings.choice(key("initial-weights"), usualWeights(method));
        Skipping skipping = skipping();
        if (kept > dimensions) {
            settings.problem(key("s"), "is " + kept + "; expected at most " + key("d") + ", which is " + dimensions);
        }
        if (!settings.areSound()) {
            return null;
        }
        try {
            Plan plan = new Plan(
                    method,
                    classes,
                    masks.generate(classes.size(), dimensions, kept, seed),
                    masks,
                    seed,
                    objective,
                    aps,
                    encoding,
                    rounds,
                    normLimit,
                    weights,
                    skipping);
            Combination.requireFeasible(plan);
            return plan;
        } catch (IllegalArgumentException e) {
            settings.problem(key("method"), "and what else the plan says do not go together: " + e.getMessage());
            return null;
        }
    }

    /** With {@code tinyproto-contrastive}, as many as cost in i8 what the others' cost in f32. */
    private static int usuallyKept(Method method, int dimensions) {
        return method.isDense() ? dimensions : Math.min(dimensions, contrasts(method) ? 196 : 50);
    }

    /** Directions of features agree between devices, if at all, where models begin alike. */
    private static InitialWeights usualWeights(Method method) {
        return method.exchange() == Method.Exchange.MODEL || contrasts(method)
                ? InitialWeights.COMMON
                : InitialWeights.OWN;
    }

    private static boolean contrasts(Method method) {
        return method.pull() == Method.Pull.CONTRAST;
    }

    private Objective objective(Method method) {
        Mu mu = mu(method);
        double guard = settings.number(
                key("guard"), mu instanceof Mu.Auto ? "1" : "0", 0, "expected a number above 0, or 0 for none");
        return new Objective(
                settings.number(key("lambda"), contrasts(method) ? "10.0" : "1.0", 0, "expected a number from 0"),
                mu,
                settings.choice(key("off-mask"), OffMask.ZERO),
                guard == 0 ? null : Double.valueOf(guard),
                contrast(method),
                settings.integer(key("warm-up"), "0", 0, Objective.LONGEST_WARM_UP));
    }

    private @Nullable Contrast contrast(Method method) {
        Contrast contrast = new Contrast(
                settings.number(key("temperature"), "0.5", Double.MIN_VALUE, ABOVE_0),
                settings.number(key("prior"), "2", Double.MIN_VALUE, ABOVE_0));
        return contrasts(method) ? contrast : null;
    }

    private Mu mu(Method method) {
        Mu.Auto auto = new Mu.Auto(
                settings.number(key("target-tau"), String.valueOf(Mu.Auto.DEFAULT_TARGET), Double.MIN_VALUE, ABOVE_0));
        boolean scales = method.pull() == Method.Pull.DISTANCE && !method.isDense();
        return settings.value(key("mu"), scales ? "auto" : "1", auto, text -> mu(text, auto));
    }

    /**
     * Reads μ.
     *
     * @throws IllegalArgumentException that says what would be accepted
     */
    public static Mu mu(String text, Mu.Auto auto) {
        try {
            return text.equals("auto") ? auto : new Mu.Fixed(Double.parseDouble(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("expected auto or a number above 0", e);
        }
    }

    private @Nullable Skipping skipping() {
        double threshold = settings.value(key("skip.threshold"), "0", 0.0, PlanSettings::threshold);
        int rounds = settings.integer(key("skip.rounds"), "5", 1, Skipping.MOST_ROUNDS);
        return threshold == 0 ? null : new Skipping(threshold, rounds);
    }

    private static double threshold(String text) {
        double threshold = Double.parseDouble(text);
        if (!(threshold >= 0 && threshold < 1)) {
            throw new IllegalArgumentException("expected a number from 0 to below 1");
        }
        return threshold;
    }

    private String key(String name) {
        return prefix + name;
    }
}
