package io.tinyfleet.aggregator;

import io.tinyfleet.protocol.codec.PlanCodec;
import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Contrast;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.InitialWeights;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Mu;
import io.tinyfleet.protocol.message.Objective;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanHash;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.RoundPolicy;
import io.tinyfleet.protocol.message.Skipping;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Small plans for tests. */
public final class Plans {
    private static final long MASK_SEED = 1;
    private static final RoundPolicy TEN_SECONDS_OR_TWO = new RoundPolicy(Duration.ofSeconds(10), 2);

    private Plans() {}

    public static PlanInForce plan(int classes, int kept, Aps aps) {
        return plan(classes, kept, aps, TEN_SECONDS_OR_TWO, 1e9);
    }

    public static PlanInForce plan(int classes, int kept, Aps aps, RoundPolicy rounds, double normLimit) {
        return plan(Method.TINYPROTO_FP, classes, kept, new Mu.Fixed(1), aps, Encoding.F32, null, rounds, normLimit);
    }

    /** As the method would have it, with a fixed μ, in full precision. */
    public static PlanInForce plan(Method method, int classes, int kept) {
        return plan(
                method,
                classes,
                kept,
                new Mu.Fixed(1),
                method.isDense() ? Aps.NONE : Aps.MEAN,
                Encoding.F32,
                null,
                TEN_SECONDS_OR_TWO,
                1e9);
    }

    /** A plan that lets devices skip. */
    public static PlanInForce plan(int classes, int kept, Skipping skipping) {
        return plan(
                Method.TINYPROTO_FP,
                classes,
                kept,
                new Mu.Fixed(1),
                Aps.MEAN,
                Encoding.F32,
                skipping,
                TEN_SECONDS_OR_TWO,
                1e9);
    }

    /** A plan that leaves μ to the aggregator. */
    public static PlanInForce plan(int classes, int kept, Mu mu) {
        return plan(Method.TINYPROTO_FP, classes, kept, mu, Aps.MEAN, Encoding.F32, null, TEN_SECONDS_OR_TWO, 1e9);
    }

    /** Any plan of masks that do not overlap; where all dimensions are sent, they are all that there are. */
    public static PlanInForce plan(
            Method method,
            int classes,
            int kept,
            Mu mu,
            Aps aps,
            Encoding encoding,
            @Nullable Skipping skipping,
            RoundPolicy rounds,
            double normLimit) {
        List<String> names =
                IntStream.range(0, classes).mapToObj(cls -> "class-" + cls).toList();
        MaskScheme scheme = method.isDense() ? MaskScheme.BALANCED : MaskScheme.BLOCKS;
        Plan plan = new Plan(
                method,
                names,
                scheme.generate(classes, method.isDense() ? kept : classes * kept, kept, MASK_SEED),
                scheme,
                MASK_SEED,
                new Objective(
                        1,
                        mu,
                        OffMask.ZERO,
                        null,
                        method.pull() == Method.Pull.CONTRAST ? new Contrast(0.5, 2) : null,
                        0),
                aps,
                encoding,
                rounds,
                normLimit,
                method == Method.FEDAVG ? InitialWeights.COMMON : InitialWeights.OWN,
                skipping);
        return new PlanInForce(plan, PlanHash.of(PlanCodec.encode(plan)));
    }

    /** An upload of some classes, values row by row. */
    public static SparsePrototypes prototypes(ClassSet classes, float... values) {
        return new SparsePrototypes(classes, values.length / classes.size(), values.clone());
    }

    public static Update update(PlanInForce plan, ClassSet classes, float... values) {
        return new Update(plan.hash(), prototypes(classes, values));
    }
}
