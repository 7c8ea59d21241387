package io.tinyfleet.agent.program;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tinyfleet.agent.Agent;
import io.tinyfleet.agent.Storage;
import io.tinyfleet.agent.checkpoint.CheckpointException;
import io.tinyfleet.agent.checkpoint.CheckpointFile;
import io.tinyfleet.agent.coap.SensorServer;
import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.mqtt.AgentInbox;
import io.tinyfleet.agent.mqtt.AgentOutbox;
import io.tinyfleet.agent.sensor.SampleStore;
import io.tinyfleet.agent.sensor.SensorIntake;
import io.tinyfleet.agent.sensor.StoreException;
import io.tinyfleet.agent.store.SqliteSampleStore;
import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.Tls;
import io.tinyfleet.mqtt.Traffic;
import io.tinyfleet.mqtt.paho.PahoLink;
import io.tinyfleet.operations.http.Meters;
import io.tinyfleet.operations.http.OperationsServer;
import io.tinyfleet.operations.settings.BrokerAddress;
import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.protocol.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent with all that it needs, put together here and nowhere else. */
final class RunningAgent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningAgent.class);

    private final AgentConfig config;
    private final Clock clock = Clock.systemUTC();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

    private RunningAgent(AgentConfig config) {
        this.config = config;
    }

    /**
     * Starts everything.
     *
     * @param out gets one line, when the agent is connected for the first time
     */
    static RunningAgent start(AgentConfig config, PrintWriter out) throws UserMistake {
        RunningAgent running = new RunningAgent(config);
        try {
            running.assemble(out);
            return running;
        } catch (DataException | CheckpointException | StoreException e) {
            running.close();
            throw new UserMistake(String.valueOf(e.getMessage()), e);
        } catch (UserMistake | RuntimeException e) {
            running.close();
            throw e;
        }
    }

    private void assemble(PrintWriter out) throws UserMistake, DataException, CheckpointException, StoreException {
        LinkSettings link = link();
        StateDirectory state = closedLater(StateDirectory.open(config.state()));
        CheckpointFile checkpoints = CheckpointFile.open(state.path(), config.provenance());
        PrometheusMeterRegistry meters = Meters.create();
        AgentMetrics metrics = new AgentMetrics(meters);
        AgentHealth health = new AgentHealth();
        SampleStore samples = openSamples(state.path(), metrics);
        Agent agent = closedLater(new Agent(
                config.fleet(),
                config.device(),
                config.terms(),
                config.data().load(),
                config.model().factory(config.data().shape()),
                new PahoLink(link, Traffic.IGNORED),
                clock,
                new Storage(checkpoints, samples),
                new Observers(new ReadyLine(out, config), health, metrics)));
        metrics.watch(agent);
        hearSensors(samples, agent);
        if (config.http().isPresent()) {
            closedLater(OperationsServer.start(config.http().get(), health.health(), meters));
        }
        ended = agent.ended();
        agent.start();
    }

    private LinkSettings link() throws UserMistake {
        BrokerAddress broker = config.broker();
        Topics topics = new Topics(config.fleet());
        LinkSettings plain = AgentInbox.listening(
                        LinkSettings.of(
                                broker.host(), broker.port(), config.device().value()),
                        topics,
                        config.device())
                .withWill(AgentOutbox.lastWill(topics, config.device()));
        if (broker.tls().isEmpty()) {
            if (!broker.isOnThisMachine()) {
                LOG.warn("no broker.tls: plain TCP to {}, which anybody on the way can read and change", broker.host());
            }
            return plain;
        }
        try {
            return plain.withTls(Tls.load(broker.tls().get()));
        } catch (IOException e) {
            throw new UserMistake(
                    "broker.tls " + broker.tls().get() + ": " + e.getMessage()
                            + "; expected a directory with ca.pem, cert.pem and key.pem",
                    e);
        }
    }

    private SampleStore openSamples(Path state, AgentMetrics metrics) throws StoreException {
        if (config.sensors().isEmpty()) {
            return SampleStore.NONE;
        }
        SensorConfig sensors = config.sensors().get();
        SqliteSampleStore samples = closedLater(
                SqliteSampleStore.open(state.resolve("samples.db"), sensors.sampling(), sensors.mostPerClass()));
        metrics.watch(samples);
        return samples;
    }

    private void hearSensors(SampleStore samples, Agent agent) throws UserMistake {
        if (config.sensors().isEmpty()) {
            return;
        }
        SensorConfig sensors = config.sensors().get();
        try {
            closedLater(SensorServer.start(
                    sensors.coap(),
                    new SensorIntake(sensors.sampling(), config.data().classNames(), samples),
                    agent.predictor(),
                    clock));
        } catch (IOException e) {
            throw new UserMistake("coap: " + e.getMessage(), e);
        }
    }

    private <P extends AutoCloseable> P closedLater(P part) {
        parts.push(part);
        return part;
    }

    /** Completes when the agent has ended, exceptionally if it failed. */
    CompletableFuture<@Nullable Void> ended() {
        return ended;
    }

    /** What was started last is closed first. Idempotent; any thread. */
    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("could not close {}: {}", part.getClass().getSimpleName(), e.toString());
            }
        }
    }
}
