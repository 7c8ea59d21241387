package io.tinyfleet.agent.training;

import java.util.Arrays;

/** Targets straight from numbers, for tests of what uses them. */
public final class HandmadeTargets {
    public static final float[] NO_PROTOTYPE = {};

    private HandmadeTargets() {}

    /** Takes t and w, {@code [classes][d]}, and copies them. */
    public static Targets squared(double lambda, float[][] values, float[][] weights) {
        return Targets.squared(values.length, values[0].length, lambda, flat(values), flat(weights));
    }

    /** Takes P, {@code [classes][d]}, and copies it; a class with {@link #NO_PROTOTYPE} has none. Every share is 1. */
    public static Targets contrastive(double lambda, double temperature, float[]... prototypes) {
        float[] shares = new float[prototypes.length];
        Arrays.fill(shares, 1);
        return shared(lambda, temperature, shares, prototypes);
    }

    /** With shares a, {@code [classes]}. */
    public static Targets shared(double lambda, double temperature, float[] shares, float[]... prototypes) {
        int classes = prototypes.length;
        int dimensions =
                Arrays.stream(prototypes).mapToInt(row -> row.length).max().orElseThrow();
        boolean[] present = new boolean[classes];
        float[][] rows = new float[classes][];
        for (int cls = 0; cls < classes; cls++) {
            present[cls] = prototypes[cls].length > 0;
            rows[cls] = Arrays.copyOf(prototypes[cls], dimensions);
        }
        return Targets.contrastive(classes, dimensions, lambda, temperature, present, shares, flat(rows));
    }

    private static float[] flat(float[][] rows) {
        int columns = rows[0].length;
        float[] flat = new float[rows.length * columns];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, flat, row * columns, columns);
        }
        return flat;
    }
}
