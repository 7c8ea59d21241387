package io.tinyfleet.protocol.message;

/**
 * What every device minimises: CE + λ·R, R pulling features to μ·ĉ_j^G (method: Eq 5, 11).
 *
 * @param lambda λ, 0 or more
 * @param mu μ, the scale of global prototypes, above 0
 */
public record Objective(double lambda, double mu, OffMask offMask) {
    public Objective {
        if (!(lambda >= 0) || Double.isInfinite(lambda)) {
            throw new IllegalArgumentException("lambda must be finite and 0 or more, but is " + lambda);
        }
        if (!(mu > 0) || Double.isInfinite(mu)) {
            throw new IllegalArgumentException("mu must be finite and above 0, but is " + mu);
        }
    }
}
