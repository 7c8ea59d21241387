package io.tinyfleet.agent.session;

import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Update;
import java.time.Duration;
import java.time.Instant;

/**
 * The update that has no receipt yet, and when to send it again: after 5 s, then after twice as long each time, at most
 * every 60 s. A PUBACK is not enough: it proves neither that the broker stored nor that the aggregator saw the update.
 */
record Outbox(RoundNumber round, Update update, Instant deadline, Instant nextSend, Duration pause) {
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    /** Sent for the first time, now. */
    static Outbox sentAt(Instant now, RoundNumber round, Update update, Instant deadline) {
        return new Outbox(round, update, deadline, now.plus(SHORTEST_PAUSE), SHORTEST_PAUSE);
    }

    boolean isDue(Instant now) {
        return !now.isBefore(nextSend);
    }

    /** Sent once more, now. */
    Outbox sentAgainAt(Instant now) {
        Duration doubled = pause.multipliedBy(2);
        Duration next = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        return new Outbox(round, update, deadline, now.plus(next), next);
    }

    Effect send() {
        return new Effect.Send(round, update, deadline);
    }
}
