package io.tinyfleet.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * What a device sends of a round. The topic says which device and round.
 *
 * @param prototypes u_ij of the classes that it holds (method: Eq 8, 10), without those it skips; none at all where the
 *     method exchanges no prototypes
 * @param largestTau with {@link Mu.Auto}: the largest ‖μ·ĉ_j^G‖ / ‖ĉ_ij‖ over the device's classes, ĉ_j^G and μ being
 *     those of the round's basis, or 1 for a μ that it does not give; absent without a basis
 * @param model with {@link Method#FEDAVG} alone
 */
public record Update(
        PlanHash plan,
        SparsePrototypes prototypes,
        @Nullable Double largestTau,
        @Nullable SharedModel model) implements Message {
    public Update {
        Tau.require(largestTau);
    }

    /** Prototypes and nothing else. */
    public Update(PlanHash plan, SparsePrototypes prototypes) {
        this(plan, prototypes, null, null);
    }
}
