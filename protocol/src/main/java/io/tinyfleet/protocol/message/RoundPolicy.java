package io.tinyfleet.protocol.message;

import java.time.Duration;

/**
 * When a round ends.
 *
 * @param deadline time from opening to the deadline, 1 s to 30 days, whole milliseconds
 * @param quorum updates that a round needs at its deadline, 1 or more
 */
public record RoundPolicy(Duration deadline, int quorum) {
    public static final Duration SHORTEST_DEADLINE = Duration.ofSeconds(1);
    public static final Duration LONGEST_DEADLINE = Duration.ofDays(30);

    public RoundPolicy {
        if (deadline.compareTo(SHORTEST_DEADLINE) < 0 || deadline.compareTo(LONGEST_DEADLINE) > 0) {
            throw new IllegalArgumentException("deadline must be 1 s to 30 days, but is " + deadline);
        }
        if (deadline.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException("deadline must be whole milliseconds, but is " + deadline);
        }
        if (quorum < 1) {
            throw new IllegalArgumentException("quorum must be 1 or more, but is " + quorum);
        }
    }
}
