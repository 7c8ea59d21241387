package io.tinyfleet.agent.training;

/**
 * What a round's training pulls features to: the R of L = CE + λ·R, averaged over the mini-batch (method: Eq 5, 11).
 * Immutable.
 */
public sealed interface Targets permits NoTargets, SquaredTargets, ContrastiveTargets {
    /** K. */
    int classes();

    /** d. */
    int dimensions();

    /** λ, the weight of the pull beside the cross-entropy; 0 switches it off. */
    double lambda();

    /** No pull at all: the first round, or training alone. */
    static Targets none(int classes, int dimensions) {
        return new NoTargets(classes, dimensions);
    }

    /**
     * A pull by squared distance; see {@link SquaredTargets}. Takes over both arrays.
     *
     * @param values t: {@code [classes, d]}, row-major
     * @param weights w: {@code [classes, d]}
     */
    static SquaredTargets squared(int classes, int dimensions, double lambda, float[] values, float[] weights) {
        return new SquaredTargets(classes, dimensions, lambda, values, weights);
    }

    /**
     * A pull towards the direction of the own class's prototype and away from the others'; see {@link
     * ContrastiveTargets}. Takes over all arrays.
     *
     * @param temperature T, above 0
     * @param present which classes have a global prototype: {@code [classes]}
     * @param shares a, 0 or more: {@code [classes]}
     * @param values P: {@code [classes, d]}, row-major; rows of absent classes are not looked at
     */
    static ContrastiveTargets contrastive(
            int classes,
            int dimensions,
            double lambda,
            double temperature,
            boolean[] present,
            float[] shares,
            float[] values) {
        return new ContrastiveTargets(classes, dimensions, lambda, temperature, present, shares, values);
    }
}
