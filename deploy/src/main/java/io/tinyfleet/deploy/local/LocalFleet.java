package io.tinyfleet.deploy.local;

import io.tinyfleet.agent.Agent;
import io.tinyfleet.agent.AgentObserver;
import io.tinyfleet.agent.Storage;
import io.tinyfleet.agent.mqtt.AgentInbox;
import io.tinyfleet.agent.mqtt.AgentOutbox;
import io.tinyfleet.agent.session.Terms;
import io.tinyfleet.aggregator.Aggregator;
import io.tinyfleet.aggregator.FleetObserver;
import io.tinyfleet.aggregator.mqtt.FleetInbox;
import io.tinyfleet.aggregator.round.Ledger;
import io.tinyfleet.aggregator.round.RoundSettings;
import io.tinyfleet.mqtt.Traffic;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.message.Plan;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/** An aggregator and its agents in this process, each with a connection of its own to the broker. */
public final class LocalFleet implements AutoCloseable {
    private final Aggregator aggregator;
    private final List<Agent> agents = new ArrayList<>();
    private int started;
    private boolean closed;

    /**
     * Puts the fleet together; nothing is connected yet.
     *
     * @param observer watches the aggregator
     * @param observers watches the agent of a device
     * @param traffic counts what the agents send and receive
     */
    public LocalFleet(
            FleetId id,
            Plan plan,
            RoundSettings rounds,
            List<Participant> participants,
            Connections connections,
            FleetObserver observer,
            Function<DeviceId, AgentObserver> observers,
            Traffic traffic) {
        Topics topics = new Topics(id);
        aggregator = new Aggregator(
                id,
                plan,
                rounds,
                Ledger.FORGETFUL,
                connections.link(
                        "aggregator", settings -> FleetInbox.listening(settings, topics, plan), Traffic.IGNORED),
                Clock.systemUTC(),
                observer);
        for (Participant participant : participants) {
            DeviceId device = participant.device();
            agents.add(new Agent(
                    id,
                    device,
                    new Terms(plan.classNames(), true),
                    participant.data(),
                    participant.models(),
                    connections.link(
                            device.value(),
                            settings -> AgentInbox.listening(settings, topics, device)
                                    .withWill(AgentOutbox.lastWill(topics, device)),
                            traffic),
                    Clock.systemUTC(),
                    Storage.NONE,
                    observers.apply(device)));
        }
    }

    public void start() {
        startFirst(agents.size());
    }

    /** The aggregator and so many agents; the others wait for {@link #startOthers}. */
    public synchronized void startFirst(int count) {
        aggregator.start();
        agents.subList(0, count).forEach(Agent::start);
        started = count;
    }

    /** Those that do not run yet, unless everything is being closed. */
    public synchronized void startOthers() {
        if (!closed) {
            agents.subList(started, agents.size()).forEach(Agent::start);
            started = agents.size();
        }
    }

    /** Completes when the first of aggregator and agents ends, exceptionally if it failed. */
    public CompletableFuture<?> anyEnded() {
        return CompletableFuture.anyOf(
                Stream.concat(Stream.of(aggregator.ended()), agents.stream().map(Agent::ended))
                        .toArray(CompletableFuture<?>[]::new));
    }

    /** Agents first, all at once, then the aggregator. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        agents.parallelStream().forEach(Agent::close);
        aggregator.close();
    }
}
