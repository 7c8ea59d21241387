package io.tinyfleet.aggregator;

import io.tinyfleet.protocol.codec.PlanCodec;
import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Objective;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanHash;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.RoundPolicy;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Small plans for tests. */
public final class Plans {
    private static final long MASK_SEED = 1;
    private static final RoundPolicy TEN_SECONDS_OR_TWO = new RoundPolicy(Duration.ofSeconds(10), 2);

    private Plans() {}

    public static PlanInForce plan(int classes, int kept, Aps aps) {
        return plan(classes, kept, aps, TEN_SECONDS_OR_TWO, 1e9);
    }

    public static PlanInForce plan(int classes, int kept, Aps aps, RoundPolicy rounds, double normLimit) {
        List<String> names =
                IntStream.range(0, classes).mapToObj(cls -> "class-" + cls).toList();
        Plan plan = new Plan(
                Method.TINYPROTO_FP,
                names,
                MaskScheme.BLOCKS.generate(classes, classes * kept, kept, MASK_SEED),
                MaskScheme.BLOCKS,
                MASK_SEED,
                new Objective(1, 1, OffMask.ZERO),
                aps,
                Encoding.F32,
                rounds,
                normLimit);
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
