package io.tinyfleet.agent.session;

import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.PlanHash;
import io.tinyfleet.protocol.message.Update;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a device has come under a plan: what it must know again after a restart, so that it trains no round twice and
 * sends what it still owes.
 *
 * @param trained the newest round trained, from 1
 * @param owed what came of it; {@code null} if another round had replaced it before it was trained
 */
public record Progress(
        PlanHash plan, RoundNumber trained, @Nullable Owed owed) {
    /** An update without a receipt, of use until its round's deadline. */
    public record Owed(Update update, Instant deadline) {}

    public Progress {
        if (trained.isBefore(RoundNumber.FIRST)) {
            throw new IllegalArgumentException("rounds count from 1");
        }
        if (owed != null && !owed.update().plan().equals(plan)) {
            throw new IllegalArgumentException(
                    "an update made under plan " + owed.update().plan() + " is not owed under plan " + plan);
        }
    }
}
