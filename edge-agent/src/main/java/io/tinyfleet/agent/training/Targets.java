package io.tinyfleet.agent.training;

/**
 * What a round's training pulls features to, with the pull of a sample of class j as
 *
 * <pre>R = Σ_k w_jk (f_k − t_jk)²</pre>
 *
 * averaged over the mini-batch (method: Eq 5, 11). With the target zero off the mask w_jk = 1/d for every k; with the
 * dimensions off the mask left free w_jk = m_jk/s; for a class without a global prototype the whole row is 0.
 *
 * <p>Immutable; values and weights are row-major {@code [classes, d]}.
 */
public final class Targets {
    private final int classes;
    private final int dimensions;
    private final double lambda;
    private final float[] values;
    private final float[] weights;

    /** Takes over both arrays: the caller must not touch them again. */
    public Targets(int classes, int dimensions, double lambda, float[] values, float[] weights) {
        this.classes = classes;
        this.dimensions = dimensions;
        this.lambda = lambda;
        this.values = values;
        this.weights = weights;
    }

    /** No pull at all: the first round, or training alone. */
    public static Targets none(int classes, int dimensions) {
        return new Targets(classes, dimensions, 0, new float[classes * dimensions], new float[classes * dimensions]);
    }

    public int classes() {
        return classes;
    }

    public int dimensions() {
        return dimensions;
    }

    /** λ, the weight of the pull beside the cross-entropy; 0 switches it off. */
    public double lambda() {
        return lambda;
    }

    /** t: {@code [classes, d]}, a copy. */
    public float[] values() {
        return values.clone();
    }

    /** w: {@code [classes, d]}, a copy. */
    public float[] weights() {
        return weights.clone();
    }
}
