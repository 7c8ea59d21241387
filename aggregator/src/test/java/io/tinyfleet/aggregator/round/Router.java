package io.tinyfleet.aggregator.round;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A broker with retained messages whose links lose, delay, double and reorder until they are healed. The aggregator
 * publishes without faults: what it commands stands retained at once, so that invariants can look.
 */
final class Router {
    /** Somebody with a connection. */
    interface Client {
        void receive(String topic, byte[] payload);
    }

    /**
     * What links do.
     *
     * @param loss share of messages lost
     * @param doubling share of messages that arrive twice
     * @param longestDelayMs every message takes 1 ms to this long, so messages overtake each other
     */
    record Faults(double loss, double doubling, int longestDelayMs) {
        static final Faults NONE = new Faults(0, 0, 1);
    }

    /** Compared by identity: what is under way to an older session is lost. */
    private static final class Session {
        private final Predicate<String> subscriptions;

        Session(Predicate<String> subscriptions) {
            this.subscriptions = subscriptions;
        }
    }

    private final Timeline timeline;
    private final Random random;
    private final Map<String, byte[]> retained = new TreeMap<>();
    private final Map<Client, Session> sessions = new LinkedHashMap<>();
    private Faults faults;

    Router(Timeline timeline, Random random, Faults faults) {
        this.timeline = timeline;
        this.random = random;
        this.faults = faults;
    }

    void heal() {
        faults = Faults.NONE;
    }

    /** Opens a new session, in place of an older one, and sends it what is retained. */
    void connect(Client client, Predicate<String> subscriptions) {
        Session session = new Session(subscriptions);
        sessions.put(client, session);
        retained.forEach((topic, payload) -> deliver(client, session, topic, payload));
    }

    void disconnect(Client client) {
        sessions.remove(client);
    }

    boolean isConnected(Client client) {
        return sessions.containsKey(client);
    }

    /** All connections break and everything retained is forgotten; returns who was connected. */
    List<Client> restart() {
        List<Client> lost = new ArrayList<>(sessions.keySet());
        sessions.clear();
        retained.clear();
        return lost;
    }

    /** Publishes over a link with faults. */
    void publish(String topic, byte[] payload, boolean retain) {
        carry(() -> publishWithoutFaults(topic, payload, retain));
    }

    void publishWithoutFaults(String topic, byte[] payload, boolean retain) {
        if (retain && payload.length == 0) {
            retained.remove(topic);
        } else if (retain) {
            retained.put(topic, payload);
        }
        new LinkedHashMap<>(sessions).forEach((client, session) -> deliver(client, session, topic, payload));
    }

    Map<String, byte[]> retained() {
        return retained;
    }

    private void deliver(Client client, Session session, String topic, byte[] payload) {
        if (session.subscriptions.test(topic)) {
            carry(() -> {
                if (sessions.get(client) == session) {
                    client.receive(topic, payload);
                }
            });
        }
    }

    private void carry(Runnable delivery) {
        if (random.nextDouble() < faults.loss()) {
            return;
        }
        int copies = random.nextDouble() < faults.doubling() ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            timeline.after(Duration.ofMillis(1 + random.nextInt(faults.longestDelayMs())), delivery);
        }
    }
}
