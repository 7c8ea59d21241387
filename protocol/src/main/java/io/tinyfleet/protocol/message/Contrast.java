package io.tinyfleet.protocol.message;

/**
 * How {@link Method.Pull#CONTRAST} pulls.
 *
 * @param temperature T, which cosines are divided by, above 0
 * @param prior m, above 0: to a device the fleet's prototypes are worth as much as m samples of a class. The more it has
 *     itself, the less they pull
 */
public record Contrast(double temperature, double prior) {
    public Contrast {
        requirePositive("temperature", temperature);
        requirePositive("prior", prior);
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be finite and above 0, but is " + value);
        }
    }

    /** The share of λ that a sample is pulled with whose class the device has so many samples of: m / (m + n_ij). */
    public double share(int samples) {
        return prior / (prior + samples);
    }
}
