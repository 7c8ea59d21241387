package io.tinyfleet.agent.training;

/** Targets straight from numbers, for tests of what uses them. */
public final class HandmadeTargets {
    private HandmadeTargets() {}

    /** Takes t and w, {@code [classes][d]}, and copies them. */
    public static Targets of(double lambda, float[][] values, float[][] weights) {
        return new Targets(values.length, values[0].length, lambda, flat(values), flat(weights));
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
