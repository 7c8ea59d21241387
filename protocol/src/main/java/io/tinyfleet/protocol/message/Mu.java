package io.tinyfleet.protocol.message;

/** The scale μ that turns a global prototype ĉ_j^G into the target μ·ĉ_j^G of training. */
public sealed interface Mu {
    /** The same for good, as in the paper. */
    record Fixed(double value) implements Mu {
        /** @param value finite and above 0 */
        public Fixed {
            requirePositive("mu", value);
        }
    }

    /**
     * Set by the aggregator after each round, so that the fleet's largest τ_ij = ‖μ·ĉ_j^G‖ / ‖ĉ_ij‖ settles at a target;
     * global prototypes carry it. Until the aggregator knows enough, each device scales by its own largest τ.
     */
    record Auto(double targetTau) implements Mu {
        /** Below 1, where training would feed on itself. */
        public static final double DEFAULT_TARGET = 0.9;

        /** @param targetTau finite and above 0 */
        public Auto {
            requirePositive("the target of tau", targetTau);
        }
    }

    private static void requirePositive(String what, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + " must be finite and above 0, but is " + value);
        }
    }
}
