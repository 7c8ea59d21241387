package io.tinyfleet.aggregator.round;

import io.tinyfleet.protocol.RoundNumber;
import org.jspecify.annotations.Nullable;

/**
 * How the aggregator runs rounds; what devices must know of it is in the plan.
 *
 * @param startWith devices that must be online before the first round opens, 1 or more
 * @param mostExtensions how often a round below quorum is given another deadline before it is skipped, 0 or more
 * @param lastRound the round after which the run is over; {@code null} for no end
 */
public record RoundSettings(
        int startWith, int mostExtensions, @Nullable RoundNumber lastRound) {
    public RoundSettings {
        if (startWith < 1) {
            throw new IllegalArgumentException("startWith must be 1 or more, but is " + startWith);
        }
        if (mostExtensions < 0) {
            throw new IllegalArgumentException("mostExtensions must be 0 or more, but is " + mostExtensions);
        }
    }
}
