package io.tinyfleet.protocol.message;

import io.tinyfleet.protocol.RoundNumber;
import org.jspecify.annotations.Nullable;

/**
 * What every device minimises: CE + λ·R, R pulling features to the global prototypes as {@link Method#pull} says.
 *
 * @param lambda λ, 0 or more
 * @param guard the largest ‖t_j‖ / ‖ĉ_ij‖ of a target on a device, which shortens those that are longer; {@code null} for
 *     any
 * @param contrast of {@link Method.Pull#CONTRAST}; {@code null} with other methods
 * @param warmUp rounds over which the weight of R rises evenly from 0 to λ, beginning with the second, the first that
 *     has global prototypes; 0 for λ at once
 */
public record Objective(
        double lambda,
        Mu mu,
        OffMask offMask,
        @Nullable Double guard,
        @Nullable Contrast contrast,
        int warmUp) {
    public static final int LONGEST_WARM_UP = 1_000_000;

    public Objective {
        if (!(lambda >= 0) || Double.isInfinite(lambda)) {
            throw new IllegalArgumentException("lambda must be finite and 0 or more, but is " + lambda);
        }
        if (warmUp < 0 || warmUp > LONGEST_WARM_UP) {
            throw new IllegalArgumentException("warm-up must be 0 to " + LONGEST_WARM_UP + " rounds, but is " + warmUp);
        }
        if (guard != null && !(guard > 0 && Double.isFinite(guard))) {
            throw new IllegalArgumentException("guard must be finite and above 0, but is " + guard);
        }
    }

    /** The paper's: λ at once, a fixed μ, no guard. */
    public Objective(double lambda, double mu, OffMask offMask) {
        this(lambda, new Mu.Fixed(mu), offMask, null, null, 0);
    }

    /** The weight of R in a round from 1: λ·min(1, (round − 1) / warmUp). */
    public double weight(RoundNumber round) {
        double share = warmUp == 0 ? 1 : Math.min(1, (round.value() - 1) / (double) warmUp);
        return lambda * share;
    }
}
