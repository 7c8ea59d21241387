package io.tinyfleet.aggregator.round;

import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Update;
import java.time.Instant;

/**
 * Where the rounds stand.
 *
 * <pre>
 *               enough devices online
 *   Gathering ────────────────────────▶ Collecting ──┐ deadline below quorum, extensions left
 *       ▲                                 │   ▲  ▲───┘
 *       │ too few online                  │   │
 *       ├──────────── round over ─────────┤   │ enough online: the next round opens at once
 *       │  (all reported, or the deadline │   │
 *       │  with quorum, or skipped)       ├───┘
 *                                         │ it was the last round
 *                                         ▼
 *                                      Finished
 * </pre>
 *
 * A state may own mutable data and return itself; it is never used again once a transition led elsewhere.
 */
sealed interface RoundState permits Gathering, Collecting, Finished {
    /** Somebody came or went. */
    Transition rosterChanged(Instant now);

    /** A well-formed update under the plan in force arrived; it is always answered. */
    Transition update(DeviceId device, RoundNumber round, Update update, Instant now);

    /** Time passed. */
    Transition tick(Instant now);
}
