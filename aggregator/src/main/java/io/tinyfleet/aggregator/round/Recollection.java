package io.tinyfleet.aggregator.round;

import io.tinyfleet.aggregator.prototype.Memory;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.Update;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger knows: enough for a machine that goes on as if it had never stopped.
 *
 * @param devices the last entry of every device
 * @param newest the newest round that ever was; {@code null} before the first
 * @param result what the newest published round gave; {@code null} if none was
 * @param memory for the next combination
 */
public record Recollection(
        Map<DeviceId, Entry.DeviceChanged> devices,
        @Nullable Round newest,
        @Nullable Result result,
        Memory memory) {
    public static final Recollection NOTHING = new Recollection(Map.of(), null, null, Memory.NOTHING);

    public Recollection {
        devices = Map.copyOf(devices);
    }

    /**
     * A round.
     *
     * @param announcement its last one
     * @param expected who was online when it opened; not needed once it is over
     * @param updates that count in it, if it is open
     */
    public record Round(
            RoundAnnouncement announcement, Set<DeviceId> expected, int extensions, Map<DeviceId, Update> updates) {
        public Round {
            expected = Set.copyOf(expected);
            updates = Map.copyOf(updates);
        }
    }

    /**
     * What a round gave.
     *
     * @param superseded the round whose global prototypes stood retained before; {@link RoundNumber#NONE} for none
     * @param updates that went into it
     */
    public record Result(
            RoundNumber round, RoundNumber superseded, GlobalPrototypes global, Map<DeviceId, Update> updates) {
        public Result {
            updates = Map.copyOf(updates);
        }
    }
}
