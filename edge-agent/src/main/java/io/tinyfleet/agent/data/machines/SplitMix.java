package io.tinyfleet.agent.data.machines;

/**
 * Random numbers whose every bit is specified here, which the JDK promises for no generator with normal deviates.
 *
 * <p>SplitMix64: G. L. Steele, D. Lea, C. H. Flood, <i>Fast Splittable Pseudorandom Number Generators</i>, OOPSLA
 * 2014, with D. Stafford's mixing function (variant 13) and the golden ratio as increment. Not thread-safe.
 */
final class SplitMix {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    private SplitMix(long state) {
        this.state = state;
    }

    /** The numbers that belong to one thing: the same path below the same seed always gives the same numbers. */
    static SplitMix of(long seed, long... path) {
        long state = seed;
        for (long step : path) {
            state = mixed(state + GOLDEN_GAMMA * (step + 1));
        }
        return new SplitMix(state);
    }

    private long next() {
        state += GOLDEN_GAMMA;
        return mixed(state);
    }

    private static long mixed(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** Evenly from 0, included, to 1, excluded. */
    double uniform() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /** Evenly between two bounds. */
    double between(double low, double high) {
        return low + (high - low) * uniform();
    }

    /** Evenly from 0 to {@code bound − 1}, for bounds far below 2⁵³. */
    int below(int bound) {
        return (int) (uniform() * bound);
    }

    /** Normal with mean 0 and deviation 1: G. Marsaglia's polar method, one of the two deviates. */
    double normal() {
        while (true) {
            double u = between(-1, 1);
            double v = between(-1, 1);
            double square = u * u + v * v;
            if (square > 0 && square < 1) {
                return u * Math.sqrt(-2 * StrictMath.log(square) / square);
            }
        }
    }

    /** Exponential with mean 1. */
    double exponential() {
        return -StrictMath.log(1 - uniform());
    }

    /** Brings {@code values} into random order, every order equally likely (Fisher and Yates). */
    void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int other = below(i + 1);
            int value = values[i];
            values[i] = values[other];
            values[other] = value;
        }
    }
}
