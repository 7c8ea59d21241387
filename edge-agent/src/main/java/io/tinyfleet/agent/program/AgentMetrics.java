package io.tinyfleet.agent.program;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tinyfleet.agent.Agent;
import io.tinyfleet.agent.AgentObserver;
import io.tinyfleet.agent.store.SqliteSampleStore;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Receipt;
import java.time.Duration;

/** Counts what an agent does. {@code docs/metrics.md} lists the meters. */
final class AgentMetrics implements AgentObserver {
    private final MeterRegistry meters;
    private final Counter trained;
    private final Counter acknowledged;
    private final Counter rejected;
    private final Timer epochs;
    private final Timer checkpoints;

    AgentMetrics(MeterRegistry meters) {
        this.meters = meters;
        trained = counter("tinyfleet.agent.rounds.trained", "Rounds trained since the start");
        acknowledged = counter("tinyfleet.agent.updates.acknowledged", "Updates that the aggregator accepted");
        rejected = counter("tinyfleet.agent.updates.rejected", "Updates that the aggregator did not accept");
        epochs = timer("tinyfleet.agent.epoch", "Training of one round, prototypes included");
        checkpoints = timer("tinyfleet.agent.checkpoint", "Bringing one checkpoint to the disk");
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name).description(description).register(meters);
    }

    void watch(Agent agent) {
        Gauge.builder("tinyfleet.agent.events.waiting", agent, Agent::waiting)
                .description("Events that wait for the agent's thread")
                .register(meters);
        FunctionCounter.builder("tinyfleet.agent.events.dropped", agent, Agent::dropped)
                .description("Events dropped because too many waited")
                .register(meters);
    }

    void watch(SqliteSampleStore samples) {
        Gauge.builder("tinyfleet.agent.samples.stored", samples, SqliteSampleStore::count)
                .description("Labelled windows on disk")
                .register(meters);
    }

    @Override
    public void trained(RoundNumber round, Duration epoch) {
        trained.increment();
        epochs.record(epoch);
    }

    @Override
    public void kept(Duration writing) {
        checkpoints.record(writing);
    }

    @Override
    public void answered(Receipt receipt) {
        (receipt.isAccepted() ? acknowledged : rejected).increment();
    }
}
