package io.tinyfleet.protocol.message;

/** Everything that travels between aggregator and devices. */
public sealed interface Message
        permits Plan, RoundAnnouncement, Update, GlobalPrototypes, DeviceStatus, Receipt, Report {}
