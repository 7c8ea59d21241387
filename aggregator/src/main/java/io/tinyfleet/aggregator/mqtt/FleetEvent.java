package io.tinyfleet.aggregator.mqtt;

import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.Report;
import io.tinyfleet.protocol.message.Update;

/** What the fleet tells the aggregator. */
public sealed interface FleetEvent {
    record Connected() implements FleetEvent {}

    record Disconnected(String reason) implements FleetEvent {}

    record StatusChanged(DeviceId device, DeviceStatus status) implements FleetEvent {}

    record UpdateArrived(DeviceId device, RoundNumber round, Update update) implements FleetEvent {}

    record UpdateUnreadable(DeviceId device, RoundNumber round, Rejection rejection, String detail)
            implements FleetEvent {}

    record ReportArrived(DeviceId device, Report report) implements FleetEvent {}

    /** What came means nothing to an aggregator. */
    record Ignored() implements FleetEvent {}
}
