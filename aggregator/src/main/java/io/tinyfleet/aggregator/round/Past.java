package io.tinyfleet.aggregator.round;

import io.tinyfleet.aggregator.prototype.Memory;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Update;
import java.util.Map;

/**
 * What must be remembered of rounds that are over.
 *
 * @param basis the newest round that gave global prototypes; {@link RoundNumber#NONE} if none did
 * @param updates what went into that round, so that a repeated update is recognised
 * @param memory for the next combination
 */
record Past(RoundNumber basis, Map<DeviceId, Update> updates, Memory memory) {
    /** Whether this very update went into the round. */
    boolean accepted(DeviceId device, RoundNumber round, Update update) {
        return basis.equals(round) && update.equals(updates.get(device));
    }
}
