package io.tinyfleet.agent.training;

/**
 * FedProto's and TinyProto's pull of a sample of class j (method: item 5):
 *
 * <pre>R = Σ_k w_jk (f_k − t_jk)²</pre>
 *
 * With the target zero off the mask w_jk = 1/d for every k; with the dimensions off the mask left free w_jk = m_jk/s; for
 * a class without a global prototype the whole row is 0.
 *
 * <p>Immutable; values and weights are row-major {@code [classes, d]}.
 */
public final class SquaredTargets implements Targets {
    private final int classes;
    private final int dimensions;
    private final double lambda;
    private final float[] values;
    private final float[] weights;

    SquaredTargets(int classes, int dimensions, double lambda, float[] values, float[] weights) {
        this.classes = classes;
        this.dimensions = dimensions;
        this.lambda = lambda;
        this.values = Tables.require("values", values, classes, dimensions);
        this.weights = Tables.require("weights", weights, classes, dimensions);
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
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
