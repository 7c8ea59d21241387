package io.tinyfleet.mqtt.memory;

import io.tinyfleet.mqtt.Publication;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a broker knows of a client, connected or not. Guarded by the broker's lock. */
final class Session {
    /** Far more than a fleet's parts ever leave waiting; the newest are dropped beyond it, as brokers do. */
    private static final int MOST_WAITING = 100_000;

    private final Deque<Delivery> waiting = new ArrayDeque<>();
    private final Set<Delivery> unacknowledged = new LinkedHashSet<>();
    private List<TopicFilter> filters = List.of();
    private @Nullable MemoryLink link;
    private boolean delivering;

    /** One message on its way to this client; told apart by identity. */
    private static final class Delivery {
        private final Publication publication;

        Delivery(Publication publication) {
            this.publication = publication;
        }
    }

    boolean isOf(MemoryLink other) {
        return link == other;
    }

    /** What was not acknowledged comes first and again, then what came meanwhile. */
    void connect(MemoryLink connected) {
        if (link != null) {
            throw new IllegalStateException(
                    "this is a bug: " + connected.settings().clientId() + " is connected already");
        }
        link = connected;
        filters = connected.filters();
        List<Delivery> again = new ArrayList<>(unacknowledged);
        unacknowledged.clear();
        for (int last = again.size() - 1; last >= 0; last--) {
            waiting.addFirst(again.get(last));
        }
        deliver();
    }

    @Nullable
    MemoryLink disconnect() {
        MemoryLink was = link;
        link = null;
        return was;
    }

    void deliverIfWanted(Publication publication) {
        if (waiting.size() < MOST_WAITING && filters.stream().anyMatch(filter -> filter.matches(publication.topic()))) {
            waiting.add(new Delivery(publication));
            deliver();
        }
    }

    /** A listener may acknowledge at once: the loop that is at work delivers what that makes room for. */
    private void deliver() {
        if (delivering) {
            return;
        }
        delivering = true;
        try {
            while (link != null && unacknowledged.size() < link.settings().receiveMaximum() && !waiting.isEmpty()) {
                Delivery next = waiting.remove();
                unacknowledged.add(next);
                MemoryLink connection = link;
                connection.receive(next.publication, () -> acknowledge(next, connection));
            }
        } finally {
            delivering = false;
        }
    }

    private void acknowledge(Delivery delivery, MemoryLink connection) {
        if (link == connection && unacknowledged.remove(delivery)) {
            deliver();
        }
    }
}
