package io.tinyfleet.broker;

import com.codahale.metrics.Counting;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;

/** The meters of {@code docs/metrics.md}: the few of HiveMQ's own that an operator acts on, and our refusals. */
final class BrokerMeters {
    private static final Map<String, String> GAUGES = Map.of(
            "com.hivemq.networking.connections.current", "tinyfleet.broker.connections",
            "com.hivemq.sessions.overall.current", "tinyfleet.broker.sessions",
            "com.hivemq.subscriptions.overall.current", "tinyfleet.broker.subscriptions",
            "com.hivemq.messages.retained.current", "tinyfleet.broker.retained.messages");
    private static final Map<String, String> COUNTERS = Map.of(
            "com.hivemq.messages.incoming.publish.count", "tinyfleet.broker.publications.received",
            "com.hivemq.messages.outgoing.publish.count", "tinyfleet.broker.publications.sent",
            "com.hivemq.messages.dropped.count", "tinyfleet.broker.publications.dropped",
            "com.hivemq.networking.bytes.read.total", "tinyfleet.broker.received.bytes",
            "com.hivemq.networking.bytes.write.total", "tinyfleet.broker.sent.bytes");

    private BrokerMeters() {}

    /** @throws IllegalStateException if HiveMQ no longer measures what we promise to tell */
    static void register(MetricRegistry hiveMq, Refusals refusals, MeterRegistry meters) {
        GAUGES.forEach((theirs, ours) -> io.micrometer.core.instrument.Gauge.builder(
                        ours, metric(hiveMq, theirs), BrokerMeters::current)
                .register(meters));
        COUNTERS.forEach((theirs, ours) -> FunctionCounter.builder(ours, metric(hiveMq, theirs), BrokerMeters::current)
                .register(meters));
        for (Refusals.Kind kind : Refusals.Kind.values()) {
            FunctionCounter.builder("tinyfleet.broker.refusals", refusals, counts -> counts.of(kind))
                    .tag("of", kind.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
    }

    private static Metric metric(MetricRegistry hiveMq, String name) {
        Metric metric = hiveMq.getMetrics().get(name);
        if (metric == null) {
            throw new IllegalStateException("HiveMQ has no metric " + name + "; this is a bug");
        }
        return metric;
    }

    private static double current(Metric metric) {
        if (metric instanceof Counting counting) {
            return counting.getCount();
        }
        return metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number
                ? number.doubleValue()
                : Double.NaN;
    }
}
