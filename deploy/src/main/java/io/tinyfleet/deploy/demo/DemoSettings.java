package io.tinyfleet.deploy.demo;

import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.OffMask;
import java.time.Duration;

/**
 * One demo.
 *
 * @param devices how many take part
 * @param rounds how many are run
 * @param dimensions d
 * @param kept s
 * @param mu μ of the plan
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
        double mu,
        OffMask offMask,
        Aps aps,
        MaskScheme masks,
        long seed,
        Duration deadline,
        int port) {
    /** A round goes on without the slower half, if need be. */
    int quorum() {
        return (devices + 1) / 2;
    }
}
