package io.tinyfleet.deploy.local;

import io.tinyfleet.mqtt.Traffic;
import io.tinyfleet.protocol.Address;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.Topics;
import java.util.HashMap;
import java.util.Map;

/**
 * Adds up the PUBLISH packets of all devices: prototypes by round, everything else (plan, rounds, receipts, status,
 * reports, clearings) as control. Thread-safe.
 */
public final class TrafficCount implements Traffic {
    /** Bytes of whole PUBLISH packets, sent and received by devices. */
    public record Bytes(long up, long down) {
        public static final Bytes NONE = new Bytes(0, 0);

        public Bytes plus(Bytes other) {
            return new Bytes(up + other.up, down + other.down);
        }
    }

    private final Topics topics;
    private final Map<RoundNumber, Bytes> prototypes = new HashMap<>();
    private final Map<RoundNumber, Integer> globalDeliveries = new HashMap<>();
    private Bytes control = Bytes.NONE;

    public TrafficCount(Topics topics) {
        this.topics = topics;
    }

    @Override
    public synchronized void published(String topic, int payloadBytes, int packetBytes) {
        count(topics.parse(topic), new Bytes(packetBytes, 0));
    }

    @Override
    public synchronized void delivered(String topic, int payloadBytes, int packetBytes) {
        Bytes bytes = new Bytes(0, packetBytes);
        boolean clearsRetained = payloadBytes == 0;
        if (clearsRetained) {
            control = control.plus(bytes);
            return;
        }
        Address address = topics.parse(topic);
        count(address, bytes);
        if (address instanceof Address.OfGlobal global) {
            globalDeliveries.merge(global.round(), 1, Integer::sum);
        }
    }

    private void count(Address address, Bytes bytes) {
        if (address instanceof Address.OfUpdate update) {
            prototypes.merge(update.round(), bytes, Bytes::plus);
        } else if (address instanceof Address.OfGlobal global) {
            prototypes.merge(global.round(), bytes, Bytes::plus);
        } else {
            control = control.plus(bytes);
        }
    }

    /** Updates sent for a round, and its global prototypes as received. */
    public synchronized Bytes prototypes(RoundNumber round) {
        return prototypes.getOrDefault(round, Bytes.NONE);
    }

    /** How many devices received the global prototypes of a round. */
    public synchronized int globalDeliveries(RoundNumber round) {
        return globalDeliveries.getOrDefault(round, 0);
    }

    public synchronized Bytes control() {
        return control;
    }
}
