package io.tinyfleet.mqtt.testing;

import io.tinyfleet.mqtt.Traffic;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers every packet as {@code topic payloadBytes packetBytes}. */
public final class CountedTraffic implements Traffic {
    private final List<String> published = new CopyOnWriteArrayList<>();
    private final List<String> delivered = new CopyOnWriteArrayList<>();

    @Override
    public void published(String topic, int payloadBytes, int packetBytes) {
        published.add(topic + " " + payloadBytes + " " + packetBytes);
    }

    @Override
    public void delivered(String topic, int payloadBytes, int packetBytes) {
        delivered.add(topic + " " + payloadBytes + " " + packetBytes);
    }

    public List<String> published() {
        return List.copyOf(published);
    }

    public List<String> delivered() {
        return List.copyOf(delivered);
    }
}
