package io.tinyfleet.deploy.aggregator;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tinyfleet.aggregator.Aggregator;
import io.tinyfleet.aggregator.FleetObserver;
import io.tinyfleet.operations.http.Health;
import io.tinyfleet.operations.settings.Labels;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an operator's tools are told of an aggregator: the meters of {@code docs/metrics.md}, and whether it can work.
 * Hears of the fleet on the aggregator's thread; is asked from any.
 */
final class AggregatorVitals implements FleetObserver {
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Set<DeviceId> online = ConcurrentHashMap.newKeySet();
    private volatile String connectionProblem = "not connected to the broker yet";
    private volatile int round;

    AggregatorVitals(MeterRegistry meters, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
        Gauge.builder("tinyfleet.aggregator.connected", this, vitals -> vitals.isConnected() ? 1 : 0)
                .description("1 while connected to the broker")
                .register(meters);
        Gauge.builder("tinyfleet.aggregator.devices.online", online, Set::size)
                .description("devices whose last status is online")
                .register(meters);
        Gauge.builder("tinyfleet.aggregator.round", this, vitals -> vitals.round)
                .description("number of the newest round announced")
                .register(meters);
        updates("accepted");
        for (Rejection rejection : Rejection.values()) {
            updates(Labels.of(rejection));
        }
        for (RoundPhase phase : RoundPhase.values()) {
            announcements(phase);
        }
    }

    /** How much the aggregator itself has to do. */
    void watch(Aggregator aggregator) {
        Gauge.builder("tinyfleet.aggregator.events.waiting", aggregator, Aggregator::waiting)
                .description("messages that wait for the aggregator's thread")
                .register(meters);
        FunctionCounter.builder("tinyfleet.aggregator.events.dropped", aggregator, Aggregator::dropped)
                .description("messages dropped because too many waited")
                .register(meters);
    }

    /** Ready is who reaches the broker. */
    Health health() {
        return new Health(Map.of("broker", () -> isConnected() ? Optional.empty() : Optional.of(connectionProblem)));
    }

    @Override
    public void connected() {
        connectionProblem = "";
    }

    @Override
    public void disconnected(String reason) {
        connectionProblem = "not connected to the broker: " + reason;
    }

    @Override
    public void statusChanged(DeviceId device, DeviceStatus status) {
        if (status instanceof DeviceStatus.Online) {
            online.add(device);
        } else {
            online.remove(device);
        }
    }

    @Override
    public void announced(RoundAnnouncement announcement) {
        round = announcement.round().value();
        announcements(announcement.phase()).increment();
        if (announcement.phase() != RoundPhase.OPEN) {
            Timer.builder("tinyfleet.aggregator.round.duration")
                    .description("from the opening of a round to its end")
                    .register(meters)
                    .record(Duration.between(announcement.openedAt(), clock.instant()));
        }
    }

    @Override
    public void answered(DeviceId device, Receipt receipt) {
        Rejection rejection = receipt.rejection();
        updates(rejection == null ? "accepted" : Labels.of(rejection)).increment();
    }

    private boolean isConnected() {
        return connectionProblem.isEmpty();
    }

    private Counter updates(String outcome) {
        return Counter.builder("tinyfleet.aggregator.updates")
                .description("updates answered with a receipt, by what it said")
                .tag("outcome", outcome)
                .register(meters);
    }

    private Counter announcements(RoundPhase phase) {
        return Counter.builder("tinyfleet.aggregator.announcements")
                .description("rounds announced, by their phase; open again when a deadline is extended")
                .tag("phase", Labels.of(phase))
                .register(meters);
    }
}
