package io.tinyfleet.deploy.demo;

import io.tinyfleet.agent.AgentObserver;
import io.tinyfleet.aggregator.round.RoundSettings;
import io.tinyfleet.broker.BrokerStartException;
import io.tinyfleet.deploy.local.Connections;
import io.tinyfleet.deploy.local.LocalBroker;
import io.tinyfleet.deploy.local.LocalFleet;
import io.tinyfleet.deploy.local.Participant;
import io.tinyfleet.deploy.local.RoundWatch;
import io.tinyfleet.deploy.local.SharedCores;
import io.tinyfleet.deploy.local.TrafficCount;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.message.Plan;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The composition root of a demo: broker, aggregator and agents are made, started and ended here.
 *
 * <p>{@link #run} belongs to one thread; {@link #close} may be called from any, at any time.
 */
final class Demo implements AutoCloseable {
    static final FleetId FLEET = new FleetId("demo");

    /** Below quorum a round is given this many more deadlines. */
    private static final int MOST_EXTENSIONS = 2;

    private final DemoSettings settings;
    private final Plan plan;
    private final List<Participant> participants;
    private final SharedCores cores;
    private final TrafficCount traffic = new TrafficCount(new Topics(FLEET));
    private final LiveView view;
    private final RoundWatch watch;
    private final CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();
    private @Nullable LocalBroker broker;
    private @Nullable LocalFleet fleet;

    Demo(
            DemoSettings settings,
            Plan plan,
            List<Participant> participants,
            SharedCores cores,
            PrintWriter out,
            boolean terminal) {
        this.settings = settings;
        this.plan = plan;
        this.participants = participants;
        this.cores = cores;
        view = new LiveView(out, terminal, traffic, participants.size(), settings.rounds());
        watch = new RoundWatch(new RoundNumber(settings.rounds()), view);
    }

    /**
     * Runs all rounds, then trains the same devices alone.
     *
     * @return what came of it; {@code null} if the demo was closed before its end
     */
    @Nullable
    DemoResult run() throws BrokerStartException, IOException, InterruptedException {
        if (!start()) {
            return null;
        }
        if (!awaitLastRound()) {
            return null;
        }
        endFleet();
        Alone.Outcome alone = Alone.train(
                participants,
                settings.rounds(),
                plan.classes(),
                plan.dimensions(),
                done -> view.bar("the same devices alone", done, participants.size()));
        view.eraseBar();
        return new DemoResult(settings, plan, participants, watch.courses(), traffic, alone);
    }

    private synchronized boolean start() throws BrokerStartException, IOException {
        if (stopped.isDone()) {
            return false;
        }
        LocalBroker started = LocalBroker.start(
                FLEET,
                plan.classNames(),
                participants.stream().map(Participant::device).toList(),
                settings.port());
        broker = started;
        view.line(String.format(
                Locale.ROOT,
                "certificates for broker, aggregator, observer and %d devices made in %.1f s",
                participants.size(),
                started.certification().toMillis() / 1e3));
        view.line("broker on 127.0.0.1:" + started.port() + ", watch it with: " + started.watchCommand());
        RoundSettings rounds =
                new RoundSettings(participants.size(), MOST_EXTENSIONS, new RoundNumber(settings.rounds()));
        fleet = new LocalFleet(
                FLEET,
                plan,
                rounds,
                participants,
                Connections.overMqtt(started::link),
                watch,
                device -> AgentObserver.NONE,
                traffic);
        fleet.start();
        return true;
    }

    private boolean awaitLastRound() throws InterruptedException {
        LocalFleet running = fleet;
        if (running == null) {
            return false;
        }
        try {
            CompletableFuture.anyOf(watch.complete(), running.anyEnded(), stopped)
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a part of the fleet failed: " + e.getCause(), e);
        }
        return watch.complete().isDone() && !stopped.isDone();
    }

    private synchronized void endFleet() {
        if (fleet != null) {
            fleet.close();
            fleet = null;
        }
        if (broker != null) {
            broker.close();
            broker = null;
        }
    }

    /** Ends whatever runs; idempotent. */
    @Override
    public void close() {
        stopped.complete(null);
        cores.stop();
        endFleet();
    }
}
