package io.tinyfleet.aggregator.round;

import io.tinyfleet.aggregator.prototype.Memory;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.Update;
import java.util.Set;

/** What has to be in the ledger before anybody hears of it. All entries together say where the rounds stand. */
public sealed interface Entry {
    /** A device came or went; with the classes that it last said it holds. */
    record DeviceChanged(DeviceId device, ClassSet classesHeld, boolean online) implements Entry {}

    /** A round was opened, for those who were online. */
    record Opened(RoundAnnouncement announcement, Set<DeviceId> expected) implements Entry {
        public Opened {
            expected = Set.copyOf(expected);
        }
    }

    /** The open round was given another deadline; {@code extensions} counts all of them. */
    record Extended(RoundAnnouncement announcement, int extensions) implements Entry {}

    /** A device's update counts in the open round. */
    record Accepted(RoundNumber round, DeviceId device, Update update) implements Entry {}

    /** The open round is over and gave global prototypes, and what the next combination is to know. */
    record Published(RoundAnnouncement closing, GlobalPrototypes global, Memory memory) implements Entry {}

    /** The open round is over and gave nothing; what was accepted in it may still be referred to. */
    record Skipped(RoundAnnouncement closing, Memory memory) implements Entry {}
}
