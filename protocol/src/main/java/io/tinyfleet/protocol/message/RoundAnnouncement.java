package io.tinyfleet.protocol.message;

import io.tinyfleet.protocol.RoundNumber;
import java.time.Instant;

/**
 * Where the fleet's rounds stand; retained, so that a device that was away learns it at once.
 *
 * @param round from 1
 * @param basis the round whose global prototypes this round trains with; {@link RoundNumber#NONE} for none
 * @param openedAt to the millisecond
 * @param deadline to the millisecond, not before {@code openedAt}
 * @param note for people: why a round was extended or skipped; empty otherwise; at most 256 characters
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

    public RoundAnnouncement {
        if (round.isBefore(RoundNumber.FIRST)) {
            throw new IllegalArgumentException("rounds count from 1");
        }
        if (phase == RoundPhase.OPEN && !basis.isBefore(round)) {
            throw new IllegalArgumentException("round " + round + " cannot train with what round " + basis + " gave");
        }
        if (deadline.isBefore(openedAt)) {
            throw new IllegalArgumentException("deadline " + deadline + " is before opening at " + openedAt);
        }
        if (note.length() > LONGEST_NOTE) {
            throw new IllegalArgumentException("a note has at most " + LONGEST_NOTE + " characters");
        }
    }
}
