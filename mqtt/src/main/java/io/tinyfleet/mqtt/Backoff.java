package io.tinyfleet.mqtt;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: exponential with full jitter, so that a fleet which lost its broker at one
 * moment does not come back at one moment.
 *
 * <p>The delay before attempt {@code n} (from 0) is uniform in {@code [0, min(cap, base · 2^n)]}, in whole
 * milliseconds. Not thread-safe.
 */
public final class Backoff {
    private static final Duration DEFAULT_BASE = Duration.ofMillis(500);
    private static final Duration DEFAULT_CAP = Duration.ofSeconds(60);

    private final long baseMs;
    private final long capMs;
    private final RandomGenerator random;
    private long ceilingMs;

    /** Delays from {@code base} (at least 1 ms) doubling up to {@code cap} (not below base). */
    public Backoff(Duration base, Duration cap, RandomGenerator random) {
        if (base.toMillis() < 1) {
            throw new IllegalArgumentException("base must be at least 1 ms, but is " + base);
        }
        if (cap.compareTo(base) < 0) {
            throw new IllegalArgumentException("cap must not be below base (" + base + "), but is " + cap);
        }
        this.baseMs = base.toMillis();
        this.capMs = cap.toMillis();
        this.random = random;
        this.ceilingMs = baseMs;
    }

    /** From half a second, up to a minute. */
    public static Backoff ofDefaults(RandomGenerator random) {
        return new Backoff(DEFAULT_BASE, DEFAULT_CAP, random);
    }

    /** The delay before the next attempt; each call counts as one failed attempt. */
    public Duration next() {
        long delayMs = random.nextLong(ceilingMs + 1);
        ceilingMs = ceilingMs > capMs / 2 ? capMs : ceilingMs * 2;
        return Duration.ofMillis(delayMs);
    }

    /** The last attempt succeeded: begin again at the base. */
    public void reset() {
        ceilingMs = baseMs;
    }
}
