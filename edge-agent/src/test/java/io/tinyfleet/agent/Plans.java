package io.tinyfleet.agent;

import io.tinyfleet.agent.session.Terms;
import io.tinyfleet.protocol.codec.DecodeException;
import io.tinyfleet.protocol.codec.PlanCodec;
import io.tinyfleet.protocol.mask.ClassMasks;
import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.InitialWeights;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Objective;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.RoundPolicy;
import io.tinyfleet.protocol.message.Skipping;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans small enough to work out by hand: three classes over four dimensions, two of which each class keeps. */
public final class Plans {
    public static final List<String> CLASS_NAMES = List.of("red", "green", "blue");
    public static final Terms TERMS = new Terms(CLASS_NAMES, false);
    public static final ClassMasks MASKS = ClassMasks.of(4, new int[][] {{0, 1}, {1, 3}, {2, 3}});

    /** μ, a power of two, so that products are exact. */
    public static final double MU = 0.5;

    public static final double LAMBDA = 3;

    private Plans() {}

    public static Plan small() {
        return plan(CLASS_NAMES, MASKS, MU, OffMask.ZERO, 1);
    }

    public static Plan with(OffMask offMask) {
        return plan(CLASS_NAMES, MASKS, MU, offMask, 1);
    }

    public static Plan with(ClassMasks masks, OffMask offMask) {
        return plan(CLASS_NAMES, masks, MU, offMask, 1);
    }

    /** Differs from {@link #small} in its hash alone. */
    public static Plan another() {
        return plan(CLASS_NAMES, MASKS, MU, OffMask.ZERO, 2);
    }

    public static Plan plan(List<String> classNames, ClassMasks masks, double mu, OffMask offMask, long maskSeed) {
        return new Plan(
                Method.TINYPROTO_FP,
                classNames,
                masks,
                MaskScheme.BALANCED,
                maskSeed,
                new Objective(LAMBDA, mu, offMask),
                Aps.MEAN,
                Encoding.F32,
                new RoundPolicy(Duration.ofMinutes(1), 1),
                1e9);
    }

    /** The small plan with another objective. */
    public static Plan with(Method method, Objective objective) {
        return with(method, objective, Encoding.F32, null, 1e9);
    }

    /** The small plan with what only uploads are concerned with. */
    public static Plan with(Encoding encoding, @Nullable Skipping skipping, double normLimit) {
        return with(Method.TINYPROTO_FP, small().objective(), encoding, skipping, normLimit);
    }

    private static Plan with(
            Method method, Objective objective, Encoding encoding, @Nullable Skipping skipping, double normLimit) {
        return new Plan(
                method,
                CLASS_NAMES,
                MASKS,
                MaskScheme.BALANCED,
                1,
                objective,
                Aps.MEAN,
                encoding,
                new RoundPolicy(Duration.ofMinutes(1), 1),
                normLimit,
                method == Method.FEDAVG ? InitialWeights.COMMON : InitialWeights.OWN,
                skipping);
    }

    /** The plan as a device puts it in force, through its payload. */
    public static PlanInForce inForce(Plan plan) {
        try {
            return PlanCodec.decode(PlanCodec.encode(plan));
        } catch (DecodeException e) {
            throw new IllegalStateException(e);
        }
    }
}
