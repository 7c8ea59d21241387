package io.tinyfleet.deploy.demo;

import io.tinyfleet.agent.Agent;
import io.tinyfleet.agent.mqtt.AgentInbox;
import io.tinyfleet.agent.mqtt.AgentOutbox;
import io.tinyfleet.aggregator.Aggregator;
import io.tinyfleet.aggregator.FleetObserver;
import io.tinyfleet.aggregator.mqtt.FleetInbox;
import io.tinyfleet.aggregator.round.Ledger;
import io.tinyfleet.aggregator.round.RoundSettings;
import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.Traffic;
import io.tinyfleet.mqtt.paho.PahoLink;
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
final class Fleet implements AutoCloseable {
    private final Aggregator aggregator;
    private final List<Agent> agents = new ArrayList<>();

    /**
     * Puts the fleet together; nothing is connected yet.
     *
     * @param links how the client of a name connects to the broker
     * @param traffic counts what the agents send and receive
     */
    Fleet(
            FleetId id,
            Plan plan,
            RoundSettings rounds,
            List<Participant> participants,
            Function<String, LinkSettings> links,
            FleetObserver observer,
            Traffic traffic) {
        Topics topics = new Topics(id);
        aggregator = new Aggregator(
                id,
                plan,
                rounds,
                Ledger.FORGETFUL,
                new PahoLink(
                        links.apply("aggregator").withSubscriptions(FleetInbox.subscriptions(topics)), Traffic.IGNORED),
                Clock.systemUTC(),
                observer);
        for (Participant participant : participants) {
            LinkSettings settings = links.apply(participant.device().value())
                    .withSubscriptions(AgentInbox.subscriptions(topics, participant.device()))
                    .withWill(AgentOutbox.lastWill(topics, participant.device()));
            agents.add(new Agent(
                    id,
                    participant.device(),
                    plan.classNames(),
                    participant.data(),
                    participant.models(),
                    new PahoLink(settings, traffic),
                    Clock.systemUTC()));
        }
    }

    void start() {
        aggregator.start();
        agents.forEach(Agent::start);
    }

    /** Completes when the first of aggregator and agents ends, exceptionally if it failed. */
    CompletableFuture<?> anyEnded() {
        return CompletableFuture.anyOf(
                Stream.concat(Stream.of(aggregator.ended()), agents.stream().map(Agent::ended))
                        .toArray(CompletableFuture<?>[]::new));
    }

    /** Agents first, all at once, then the aggregator. */
    @Override
    public void close() {
        agents.parallelStream().forEach(Agent::close);
        aggregator.close();
    }
}
