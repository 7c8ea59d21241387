package io.tinyfleet.protocol.message;

/**
 * When a device leaves a class out of its update: as long as ‖u_ij − u'_ij‖ ≤ threshold · ‖u'_ij‖ for the u'_ij that was
 * accepted last, and at most for a number of rounds. The aggregator then uses u'_ij.
 *
 * @param threshold above 0, below 1
 * @param longestRounds the largest age, in rounds, at which an accepted upload is still used; 1 to 1,000
 */
public record Skipping(double threshold, int longestRounds) {
    public static final int MOST_ROUNDS = 1_000;

    public Skipping {
        if (!(threshold > 0 && threshold < 1)) {
            throw new IllegalArgumentException("skip threshold must be above 0 and below 1, but is " + threshold);
        }
        if (longestRounds < 1 || longestRounds > MOST_ROUNDS) {
            throw new IllegalArgumentException("skip rounds must be 1 to " + MOST_ROUNDS + ", but is " + longestRounds);
        }
    }
}
