package io.tinyfleet.agent.training;

/**
 * A pull of directions. For a sample of class y, with P_j the global prototype of class j in R^d (0 off its mask) and j
 * running over the classes that have one:
 *
 * <pre>R = −a_y · log softmax_j( cos(f, P_j) / T )[y],   cos(f, P) = f · P / (max(‖f‖, 1e-8) · ‖P‖)</pre>
 *
 * a_y is the class's share, {@link io.tinyfleet.protocol.message.Contrast#share}. A sample whose class has no global
 * prototype contributes 0. How long P_j is does not matter; one of length 0 has cosine 0 with everything.
 *
 * <p>Immutable.
 */
public final class ContrastiveTargets implements Targets {
    private final int classes;
    private final int dimensions;
    private final double lambda;
    private final double temperature;
    private final boolean[] present;
    private final float[] shares;
    private final float[] directions;

    ContrastiveTargets(
            int classes,
            int dimensions,
            double lambda,
            double temperature,
            boolean[] present,
            float[] shares,
            float[] values) {
        if (!(temperature > 0 && Double.isFinite(temperature))) {
            throw new IllegalArgumentException("temperature " + temperature + " is not a finite number above 0");
        }
        if (present.length != classes) {
            throw new IllegalArgumentException("present must have " + classes + " values but has " + present.length);
        }
        this.classes = classes;
        this.dimensions = dimensions;
        this.lambda = lambda;
        this.temperature = temperature;
        this.present = present;
        this.shares = Tables.require("shares", shares, classes, 1);
        this.directions = Tables.require("values", values, classes, dimensions);
        for (int cls = 0; cls < classes; cls++) {
            scaleToUnitLength(cls);
        }
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

    /** T. */
    public double temperature() {
        return temperature;
    }

    /** Whether a class has a global prototype. */
    public boolean isPresent(int cls) {
        return present[cls];
    }

    /** a of a class; 0 if it has no global prototype. */
    public float share(int cls) {
        return present[cls] ? shares[cls] : 0;
    }

    /** P_j / ‖P_j‖: {@code [classes, d]}, row-major, rows of absent classes 0; a copy. */
    public float[] directions() {
        return directions.clone();
    }

    private void scaleToUnitLength(int cls) {
        int from = cls * dimensions;
        double squares = 0;
        for (int i = from; i < from + dimensions; i++) {
            squares += (double) directions[i] * directions[i];
        }
        double factor = present[cls] && squares > 0 ? 1 / Math.sqrt(squares) : 0;
        for (int i = from; i < from + dimensions; i++) {
            directions[i] = factor == 0 ? 0 : (float) (directions[i] * factor);
        }
    }
}
