package io.tinyfleet.protocol;

/** What a topic stands for. */
public sealed interface Address {
    record OfPlan() implements Address {}

    record OfRound() implements Address {}

    record OfUpdate(RoundNumber round, DeviceId device) implements Address {}

    record OfGlobal(RoundNumber round) implements Address {}

    record OfStatus(DeviceId device) implements Address {}

    record OfReceipt(DeviceId device) implements Address {}

    record OfReport(DeviceId device) implements Address {}

    /** A topic of another fleet, another version, or none that has a meaning. */
    record Elsewhere() implements Address {}
}
