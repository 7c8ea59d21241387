package io.tinyfleet.agent.data;

import java.util.Collections;
import java.util.List;

/**
 * Random numbers whose every bit is specified here, which the JDK promises for no generator with normal deviates.
 *
 * <p>SplitMix64: G. L. Steele, D. Lea, C. H. Flood, <i>Fast Splittable Pseudorandom Number Generators</i>, OOPSLA
 * 2014, with D. Stafford's mixing function (variant 13) and the golden ratio as increment. Not thread-safe.
 */
public final class SplitMix {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    private SplitMix(long state) {
        this.state = state;
    }

    /** The numbers that belong to one thing: the same path below the same seed always gives the same numbers. */
    public static SplitMix of(long seed, long... path) {
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
    public double uniform() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /** Evenly between two bounds. */
    public double between(double low, double high) {
        return low + (high - low) * uniform();
    }

    /** Evenly from 0 to {@code bound − 1}, for bounds far below 2⁵³. */
    public int below(int bound) {
        return (int) (uniform() * bound);
    }

    /** Normal with mean 0 and deviation 1: G. Marsaglia's polar method, one of the two deviates. */
    public double normal() {
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
    public double exponential() {
        return -StrictMath.log(1 - uniform());
    }

    /**
     * Gamma with scale 1: G. Marsaglia, W. W. Tsang, <i>A simple method for generating gamma variables</i>, ACM TOMS 26
     * (2000). Independent ones, divided by their sum, are a draw from the Dirichlet distribution.
     *
     * @param shape above 0; below 1 by the paper's boost, U^(1/shape) times a deviate of shape + 1
     */
    public double gamma(double shape) {
        if (shape < 1) {
            return gamma(shape + 1) * StrictMath.pow(1 - uniform(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = normal();
            double v = (1 + c * x) * (1 + c * x) * (1 + c * x);
            if (v > 0 && StrictMath.log(1 - uniform()) < x * x / 2 + d - d * v + d * StrictMath.log(v)) {
                return d * v;
            }
        }
    }

    /** Brings {@code values} into random order, every order equally likely (Fisher and Yates). */
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int other = below(i + 1);
            int value = values[i];
            values[i] = values[other];
            values[other] = value;
        }
    }

    /** As {@link #shuffle(int[])}. */
    public <T> void shuffle(List<T> values) {
        for (int i = values.size() - 1; i > 0; i--) {
            Collections.swap(values, i, below(i + 1));
        }
    }
}
