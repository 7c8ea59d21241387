package io.tinyfleet.aggregator;

import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.Report;
import io.tinyfleet.protocol.message.RoundAnnouncement;

/** Watches a fleet; called on the aggregator's thread, so implementations are quick and do not throw. */
public interface FleetObserver {
    /** The aggregator reached its broker, and said what has to stand retained there. */
    default void connected() {}

    /** The aggregator lost its broker. */
    default void disconnected(String reason) {}

    default void statusChanged(DeviceId device, DeviceStatus status) {}

    default void announced(RoundAnnouncement announcement) {}

    default void answered(DeviceId device, Receipt receipt) {}

    default void published(RoundNumber round, GlobalPrototypes global) {}

    default void reported(DeviceId device, Report report) {}
}
