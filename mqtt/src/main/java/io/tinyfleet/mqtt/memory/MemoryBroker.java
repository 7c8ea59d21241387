package io.tinyfleet.mqtt.memory;

import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.MqttLink;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.mqtt.Traffic;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A broker in this process: retained messages, last wills, and sessions that wait for an absent client with what it has
 * not acknowledged. Packets are counted as they would stand on a wire. Messages do not expire, and nobody is refused.
 *
 * <p>Thread-safe: one lock guards everything. A message is delivered on the thread that published it, or that gave the
 * acknowledgement it waited for.
 */
public final class MemoryBroker {
    private final Map<String, Session> sessions = new HashMap<>();
    private final Map<String, Publication> retained = new LinkedHashMap<>();

    /**
     * A link to this broker, not yet opened; host and port mean nothing here.
     *
     * @throws IllegalArgumentException if a subscription has a wildcard other than {@code +}
     */
    public MqttLink link(LinkSettings settings, Traffic traffic) {
        return new MemoryLink(
                this,
                settings,
                traffic,
                settings.subscriptions().stream().map(TopicFilter::new).toList());
    }

    /**
     * Ends a client's connection without a goodbye: its last will is said. The link comes back at once, as links do.
     *
     * @throws IllegalArgumentException if nobody of this name is connected
     */
    public synchronized void cut(String clientId) {
        Session session = sessions.get(clientId);
        MemoryLink link = session == null ? null : session.disconnect();
        if (session == null || link == null) {
            throw new IllegalArgumentException(clientId + " is not connected");
        }
        Publication will = link.settings().will();
        link.heardOfTheEnd();
        if (will != null) {
            distribute(will);
        }
        connect(link);
    }

    synchronized void connect(MemoryLink link) {
        LinkSettings settings = link.settings();
        Session session = sessions.computeIfAbsent(settings.clientId(), id -> new Session());
        session.connect(link);
        List.copyOf(retained.values()).forEach(session::deliverIfWanted);
        link.heardOfTheConnection();
    }

    /** Distributes a message; whether the link is connected. */
    synchronized boolean publish(MemoryLink from, Publication publication) {
        Session session = sessions.get(from.settings().clientId());
        if (session == null || !session.isOf(from)) {
            return false;
        }
        from.countPublished(publication);
        distribute(publication);
        return true;
    }

    private void distribute(Publication publication) {
        if (publication.retained()) {
            retained.remove(publication.topic());
            if (publication.payload().length > 0) {
                retained.put(publication.topic(), publication);
            }
        }
        List.copyOf(sessions.values()).forEach(session -> session.deliverIfWanted(publication));
    }

    synchronized void leave(MemoryLink link) {
        Session session = sessions.get(link.settings().clientId());
        if (session != null && session.isOf(link)) {
            session.disconnect();
            if (link.settings().sessionExpiry().isZero()) {
                sessions.remove(link.settings().clientId());
            }
        }
    }
}
