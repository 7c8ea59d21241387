package io.tinyfleet.aggregator.round;

import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.RoundAnnouncement;

/** What the aggregator has to do next, in this order. */
public sealed interface Command {
    /** Publish where the rounds stand, retained. */
    record Announce(RoundAnnouncement announcement) implements Command {}

    /** Publish what a round gave, retained. */
    record PublishGlobal(RoundNumber round, GlobalPrototypes global) implements Command {}

    /** Take back the retained global prototypes of an older round. */
    record ClearGlobal(RoundNumber round) implements Command {}

    /** Answer a device's update. */
    record Answer(DeviceId device, Receipt receipt) implements Command {}
}
