package io.tinyfleet.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * What a device sends of a round. The topic says which device and round.
 *
 * @param prototypes u_ij of the classes that it holds (method: Eq 8, 10), without those it skips; none at all where the
 *     method exchanges no prototypes
 * @param largestTau with {@link Mu.Auto}: the largest ‖μ·ĉ_j^G‖ / ‖ĉ_ij‖ over the device's classes, ĉ_j^G and μ being
 *     those of the round's basis, or 1 for a μ that it does not give; absent without a basis
 * @param model with {@link Method#FEDAVG} alone; of at most {@link #MOST_SAMPLES} samples
 */
public record Update(
        PlanHash plan,
        SparsePrototypes prototypes,
        @Nullable Double largestTau,
        @Nullable SharedModel model) implements Message {
    /** Of one device behind a model, so that the samples of a fleet can be counted. */
    public static final int MOST_SAMPLES = Integer.MAX_VALUE;

    public Update {
        Tau.require(largestTau);
        if (model != null && model.samples() > MOST_SAMPLES) {
            throw new IllegalArgumentException(
                    "a device has at most " + MOST_SAMPLES + " samples, not " + model.samples());
        }
    }

    /** Prototypes and nothing else. */
    public Update(PlanHash plan, SparsePrototypes prototypes) {
        this(plan, prototypes, null, null);
    }
}
