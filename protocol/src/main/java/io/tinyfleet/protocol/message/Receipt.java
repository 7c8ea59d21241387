package io.tinyfleet.protocol.message;

import io.tinyfleet.protocol.RoundNumber;
import org.jspecify.annotations.Nullable;

/**
 * The aggregator's answer to an update. Either way the device may drop the update.
 *
 * @param round from 1
 * @param rejection {@code null} if the update was accepted
 * @param detail for people: what was wrong; empty if accepted; at most 256 bytes
 */
public record Receipt(
        PlanHash plan, RoundNumber round, @Nullable Rejection rejection, String detail) implements Message {
    public static final int LONGEST_DETAIL = 256;

    public Receipt {
        if (round.isBefore(RoundNumber.FIRST)) {
            throw new IllegalArgumentException("rounds count from 1");
        }
        Text.require("a detail", detail, LONGEST_DETAIL);
        if (rejection == null && !detail.isEmpty()) {
            throw new IllegalArgumentException("nothing is wrong with an accepted update, unlike '" + detail + "'");
        }
    }

    public static Receipt accepted(PlanHash plan, RoundNumber round) {
        return new Receipt(plan, round, null, "");
    }

    /** A rejection; a longer detail is cut. */
    public static Receipt rejected(PlanHash plan, RoundNumber round, Rejection rejection, String detail) {
        return new Receipt(plan, round, rejection, Text.cut(detail, LONGEST_DETAIL));
    }

    public boolean isAccepted() {
        return rejection == null;
    }
}
