package io.tinyfleet.aggregator.prototype.trained;

/** Squared Euclidean distances between rows. */
final class Distances {
    private Distances() {}

    /**
     * ‖x − y‖² of two rows of the same length. From the differences, not as ‖x‖² − 2xy + ‖y‖², which loses all
     * digits where it matters and may fall below 0. Four sums side by side keep the processor busy.
     */
    static float squared(float[] x, float[] y) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 4 <= x.length; i += 4) {
            float p = x[i] - y[i];
            float q = x[i + 1] - y[i + 1];
            float r = x[i + 2] - y[i + 2];
            float s = x[i + 3] - y[i + 3];
            a += p * p;
            b += q * q;
            c += r * r;
            d += s * s;
        }
        for (; i < x.length; i++) {
            float p = x[i] - y[i];
            a += p * p;
        }
        return a + b + (c + d);
    }
}
