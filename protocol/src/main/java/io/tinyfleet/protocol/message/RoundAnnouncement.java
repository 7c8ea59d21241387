package io.tinyfleet.protocol.message;

import io.tinyfleet.protocol.RoundNumber;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where the fleet's rounds stand; retained, so that a device that was away learns it at once.
 *
 * @param round from 1
 * @param basis the round whose global prototypes this round trains with; {@link RoundNumber#NONE} for none. Once the
 *     round is over, the newest round that gave any, perhaps this one
 * @param openedAt from 1970 to 9999; kept to the millisecond
 * @param deadline likewise, not before {@code openedAt}
 * @param note for people: why a round was extended or skipped; empty otherwise; at most 256 bytes
 */
public record RoundAnnouncement(
        PlanHash plan,
        RoundNumber round,
        RoundPhase phase,
        RoundNumber basis,
        Instant openedAt,
        Instant deadline,
        String note)
        implements Message {
    public static final int LONGEST_NOTE = 256;
    /** Where ISO dates end. */
    public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    public RoundAnnouncement {
        if (round.isBefore(RoundNumber.FIRST)) {
            throw new IllegalArgumentException("rounds count from 1");
        }
        if (round.isBefore(basis) || (phase == RoundPhase.OPEN && basis.equals(round))) {
            throw new IllegalArgumentException("round " + round + " cannot train with what round " + basis + " gave");
        }
        openedAt = openedAt.truncatedTo(ChronoUnit.MILLIS);
        deadline = deadline.truncatedTo(ChronoUnit.MILLIS);
        if (openedAt.isBefore(Instant.EPOCH) || deadline.isAfter(LATEST)) {
            throw new IllegalArgumentException(
                    "a round lies between 1970 and 9999, but is from " + openedAt + " to " + deadline);
        }
        if (deadline.isBefore(openedAt)) {
            throw new IllegalArgumentException("deadline " + deadline + " is before opening at " + openedAt);
        }
        Text.require("a note", note, LONGEST_NOTE);
    }
}
