package io.tinyfleet.mqtt.paho;

import io.tinyfleet.mqtt.Publication;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The publications handed over and not yet acknowledged, and the window that bounds them (MQTT 5, 4.9).
 *
 * <p>Entries outlive the connection they were sent on. A connection begins by sending the old ones again, in order
 * ({@link #begin}, {@link #readmit}); only then are new ones let in ({@link #open}).
 *
 * <p>Thread-safe.
 */
final class InFlight {
    /** What {@link #admit} answers when there is no place. */
    static final long NONE = -1;

    private record Entry(Publication publication, long connection) {}

    private final Map<Long, Entry> unacknowledged = new LinkedHashMap<>();
    private long lastId;
    private long connection;
    private int limit;
    private int outstanding;
    private boolean alive;
    private boolean open;

    /** A connection begins: nothing is outstanding on it yet. Returns what is to be sent again, oldest first. */
    synchronized List<Long> begin() {
        connection++;
        limit = 0;
        outstanding = 0;
        alive = true;
        open = false;
        return List.copyOf(unacknowledged.keySet());
    }

    /** How many may be outstanding on this connection; none before this is said. */
    synchronized void limitTo(int publications) {
        limit = publications;
        notifyAll();
    }

    /** Lets new publications in, unless the connection is already gone. */
    synchronized void open() {
        open = alive;
    }

    /** The connection is gone: whoever waits for a place gives up. */
    synchronized void shut() {
        alive = false;
        open = false;
        notifyAll();
    }

    /** Waits for a place for a new publication. Returns its id, or {@link #NONE} if shut or out of patience. */
    synchronized long admit(Publication publication, long patienceNs) throws InterruptedException {
        if (!open || !awaitPlace(patienceNs) || !open) {
            return NONE;
        }
        long id = ++lastId;
        unacknowledged.put(id, new Entry(publication, connection));
        outstanding++;
        return id;
    }

    /** Waits for a place for an old publication. Returns {@code null} if shut or out of patience. */
    synchronized @Nullable Publication readmit(long id, long patienceNs) throws InterruptedException {
        Entry entry = unacknowledged.get(id);
        if (entry == null || !awaitPlace(patienceNs)) {
            return null;
        }
        unacknowledged.put(id, new Entry(entry.publication(), connection));
        outstanding++;
        return entry.publication();
    }

    /** Acknowledged, or given up: forgets it and frees its place. */
    synchronized void release(long id) {
        Entry entry = unacknowledged.remove(id);
        if (entry != null && entry.connection() == connection) {
            outstanding--;
        }
        notifyAll();
    }

    /** The id of the one publication outstanding on this connection, or {@link #NONE} if there is not exactly one. */
    synchronized long onlyOutstanding() {
        if (outstanding != 1) {
            return NONE;
        }
        return unacknowledged.entrySet().stream()
                .filter(entry -> entry.getValue().connection() == connection)
                .mapToLong(Map.Entry::getKey)
                .findFirst()
                .orElse(NONE);
    }

    synchronized @Nullable Publication publication(long id) {
        Entry entry = unacknowledged.get(id);
        return entry == null ? null : entry.publication();
    }

    /** Waits until everything sent on this connection is acknowledged, even if new ones are shut out. */
    synchronized boolean awaitAcknowledged(long patienceNs) throws InterruptedException {
        long deadlineNs = System.nanoTime() + patienceNs;
        while (outstanding > 0 && remainsMs(deadlineNs) > 0) {
            wait(remainsMs(deadlineNs));
        }
        return outstanding == 0;
    }

    /** Waits for a place, without taking it. Returns false if shut or out of patience. */
    synchronized boolean awaitPlace(long patienceNs) throws InterruptedException {
        long deadlineNs = System.nanoTime() + patienceNs;
        while (alive && outstanding >= limit && remainsMs(deadlineNs) > 0) {
            wait(remainsMs(deadlineNs));
        }
        return alive && outstanding < limit;
    }

    private static long remainsMs(long deadlineNs) {
        return (deadlineNs - System.nanoTime()) / 1_000_000;
    }
}
