package io.tinyfleet.aggregator.round;

import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Update;
import java.util.Map;

/**
 * What must be remembered of rounds that are over.
 *
 * @param basis the newest round that gave global prototypes; {@link RoundNumber#NONE} if none did
 * @param updates what went into that round, so that a repeated update is recognised
 */
record Past(RoundNumber basis, Map<DeviceId, Update> updates) {
    static final Past NOTHING = new Past(RoundNumber.NONE, Map.of());

    /** Whether this very update went into the round. */
    boolean accepted(DeviceId device, RoundNumber round, Update update) {
        return basis.equals(round) && update.equals(updates.get(device));
    }
}
