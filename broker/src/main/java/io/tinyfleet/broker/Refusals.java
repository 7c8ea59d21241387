package io.tinyfleet.broker;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often clients were refused something since the start. Thread-safe. */
final class Refusals {
    /** What can be refused. */
    enum Kind {
        /** A client that was turned away. */
        CONNECT,
        /** A message that was not the client's to publish, or malformed. */
        PUBLISH,
        /** A filter that reaches further than the client may read. */
        SUBSCRIBE,
        /** A message held back from a subscription that should not be there. */
        DELIVER
    }

    private final Map<Kind, LongAdder> counts = new EnumMap<>(Kind.class);

    Refusals() {
        for (Kind kind : Kind.values()) {
            counts.put(kind, new LongAdder());
        }
    }

    void count(Kind kind) {
        adder(kind).increment();
    }

    long of(Kind kind) {
        return adder(kind).sum();
    }

    private LongAdder adder(Kind kind) {
        LongAdder adder = counts.get(kind);
        if (adder == null) {
            throw new IllegalStateException("this is a bug: " + kind + " has no count");
        }
        return adder;
    }
}
