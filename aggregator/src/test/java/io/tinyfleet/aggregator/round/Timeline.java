package io.tinyfleet.aggregator.round;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** The one clock and scheduler of a simulation: what falls on the same instant happens in the order it was planned. */
final class Timeline {
    private record Entry(Instant at, long number, Runnable action) {}

    private final PriorityQueue<Entry> plan =
            new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparing(Entry::number));
    private Instant now;
    private long planned;
    private long happened;

    Timeline(Instant start) {
        now = start;
    }

    Instant now() {
        return now;
    }

    /** Events so far. */
    long happened() {
        return happened;
    }

    void after(Duration delay, Runnable action) {
        plan.add(new Entry(now.plus(delay), planned++, action));
    }

    /** Lets the next event happen; {@code false} if nothing is planned. */
    boolean step() {
        Entry next = plan.poll();
        if (next == null) {
            return false;
        }
        now = next.at();
        happened++;
        next.action().run();
        return true;
    }
}
