package io.tinyfleet.broker;

import java.time.Duration;

/**
 * What one broker takes from all its clients.
 *
 * @param connections open at once, at least 1
 * @param packetBytes of one whole packet (MQTT 5, 3.2.2.3.6), 1 KiB to 256 MiB
 * @param queuedMessages waiting for one client, at least 1; beyond that the oldest is dropped
 * @param keepAlive longest silence a client may ask for (MQTT 5, 3.2.2.3.14), whole seconds, 1 s to 65,535 s
 * @param sessionExpiry longest absence after which a client finds its session again (MQTT 5, 3.2.2.3.2), whole seconds
 */
public record BrokerLimits(
        long connections, int packetBytes, long queuedMessages, Duration keepAlive, Duration sessionExpiry) {
    /**
     * 10,000 connections, packets of 9 MiB (the largest message has 8, under a plan that exchanges models), 100,000
     * queued messages (a round's updates all wait for the aggregator, and HiveMQ's own 1,000 would drop most), keep-alive
     * 10 min, sessions 30 days.
     */
    public static final BrokerLimits DEFAULT =
            new BrokerLimits(10_000, 9 * 1024 * 1024, 100_000, Duration.ofMinutes(10), Duration.ofDays(30));

    public BrokerLimits {
        requireBetween("connections", connections, 1, Integer.MAX_VALUE);
        requireBetween("packet bytes", packetBytes, 1_024, 268_435_456);
        requireBetween("queued messages", queuedMessages, 1, Integer.MAX_VALUE);
        requireBetween("keep-alive in seconds", keepAlive.toSeconds(), 1, 65_535);
        requireBetween("session expiry in seconds", sessionExpiry.toSeconds(), 0, 4_294_967_295L);
    }

    private static void requireBetween(String what, long value, long lowest, long highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(what + " must be " + lowest + " to " + highest + ", but is " + value);
        }
    }
}
