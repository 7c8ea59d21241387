package io.tinyfleet.protocol.mask;

/**
 * The generator behind mask generation, written out so that it is the same on every JVM and in every language:
 * SplitMix64 (Steele, Lea, Flood, <i>Fast Splittable Pseudorandom Number Generators</i>, OOPSLA 2014).
 *
 * <p>Not thread-safe.
 */
final class SplitMix64 {
    private long state;

    SplitMix64(long seed) {
        state = seed;
    }

    long next() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** The upper 31 bits of the next value modulo {@code bound}. */
    int below(int bound) {
        return (int) ((next() >>> 33) % bound);
    }

    /** Fisher–Yates from the last element down. */
    void shuffle(int[] values) {
        for (int last = values.length - 1; last > 0; last--) {
            int other = below(last + 1);
            int value = values[last];
            values[last] = values[other];
            values[other] = value;
        }
    }
}
