package io.tinyfleet.deploy.demo;

import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Mu;
import io.tinyfleet.protocol.message.Objective;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.RoundPolicy;
import java.time.Duration;
import java.util.List;

/**
 * One demo.
 *
 * @param devices how many take part
 * @param rounds how many are run
 * @param dimensions d
 * @param kept s
 * @param seed of data, masks, initial weights and the order of samples
 * @param port of the broker, 0 for any free one
 */
record DemoSettings(
        Dataset dataset,
        int devices,
        int rounds,
        int dimensions,
        int kept,
        double lambda,
        Mu mu,
        OffMask offMask,
        Aps aps,
        MaskScheme masks,
        long seed,
        Duration deadline,
        int port) {
    /** Far beyond what honest features times honest counts give, far below what could drown a class. */
    private static final double NORM_LIMIT = 1e6;

    /** What the fleet agrees on. */
    Plan plan(List<String> classNames) {
        return new Plan(
                Method.TINYPROTO_FP,
                classNames,
                masks.generate(classNames.size(), dimensions, kept, seed),
                masks,
                seed,
                objective(),
                aps,
                Encoding.F32,
                roundPolicy(),
                NORM_LIMIT);
    }

    /** With a μ that sets itself, targets are no longer than a device's own prototypes. */
    Objective objective() {
        Double guard = mu instanceof Mu.Auto ? 1.0 : null;
        return new Objective(lambda, mu, offMask, guard, null, 0);
    }

    RoundPolicy roundPolicy() {
        return new RoundPolicy(deadline, quorum());
    }

    /** μ as {@code --mu} takes it. */
    String muText() {
        return mu instanceof Mu.Fixed fixed ? String.valueOf(fixed.value()) : "auto";
    }

    /** A round goes on without the slower half, if need be. */
    private int quorum() {
        return (devices + 1) / 2;
    }
}
