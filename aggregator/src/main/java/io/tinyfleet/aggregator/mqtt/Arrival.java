package io.tinyfleet.aggregator.mqtt;

import io.tinyfleet.mqtt.Acknowledgement;

/**
 * Something that happened.
 *
 * @param acknowledgement to be given once what follows from the event is in the ledger
 */
public record Arrival(FleetEvent event, Acknowledgement acknowledgement) {}
