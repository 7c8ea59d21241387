package io.tinyfleet.agent.session;

import io.tinyfleet.protocol.RoundNumber;
import java.time.Duration;
import java.time.Instant;

/**
 * The update that has no receipt yet, and when to send it again: after 5 s, then after twice as long each time, at most
 * every 60 s; a model, which takes a while to arrive, every 60 s from the first. A PUBACK is not enough: it proves
 * neither that the broker stored nor that the aggregator saw the update.
 */
record Outbox(RoundNumber round, Progress.Owed owed, Instant nextSend, Duration pause) {
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    /** Not sent yet, which is due at any time. */
    static Outbox unsent(RoundNumber round, Progress.Owed owed) {
        return new Outbox(round, owed, Instant.MIN, Duration.ZERO);
    }

    boolean isDue(Instant now) {
        return !now.isBefore(nextSend);
    }

    /** Sent, for the first time or once more. */
    Outbox sentAt(Instant now) {
        Duration next = atMost(LONGEST_PAUSE, pause.isZero() ? firstPause() : pause.multipliedBy(2));
        return new Outbox(round, owed, now.plus(next), next);
    }

    private Duration firstPause() {
        return owed.update().model() == null ? SHORTEST_PAUSE : LONGEST_PAUSE;
    }

    private static Duration atMost(Duration limit, Duration duration) {
        return duration.compareTo(limit) > 0 ? limit : duration;
    }

    Effect send() {
        return new Effect.Send(round, owed.update(), owed.deadline());
    }
}
