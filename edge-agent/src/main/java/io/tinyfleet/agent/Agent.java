package io.tinyfleet.agent;

import io.tinyfleet.agent.checkpoint.Checkpoint;
import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.mqtt.AgentInbox;
import io.tinyfleet.agent.mqtt.AgentOutbox;
import io.tinyfleet.agent.sensor.Prediction;
import io.tinyfleet.agent.sensor.Predictor;
import io.tinyfleet.agent.session.AgentSession;
import io.tinyfleet.agent.session.Terms;
import io.tinyfleet.agent.training.LearnerFactory;
import io.tinyfleet.mqtt.MqttLink;
import io.tinyfleet.mqtt.loop.EventLoop;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.message.DeviceStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One device: trains its own model on its own data and takes part in the rounds of its fleet. One thread owns the
 * session and trains; the link's callbacks only enqueue.
 */
public final class Agent implements AutoCloseable {
    /** A few messages come each round; one that finds the queue full comes again after the next reconnect. */
    private static final int QUEUE_CAPACITY = 1_024;

    private static final Duration TICK = Duration.ofSeconds(1);

    private final DeviceData data;
    private final MqttLink link;
    private final AgentOutbox outbox;
    private final AgentDuties duties;
    private final EventLoop<AgentEvent> loop;

    /** One device of a fleet, which begins anew each time and has no sensors. */
    public Agent(
            FleetId fleet,
            DeviceId device,
            Terms terms,
            DeviceData data,
            LearnerFactory models,
            MqttLink link,
            InstantSource clock) {
        this(fleet, device, terms, data, models, link, clock, Storage.NONE, AgentObserver.NONE);
    }

    /**
     * One device of a fleet.
     *
     * @param link not opened yet, {@linkplain AgentInbox#listening listening}; closed with the agent
     * @throws java.io.UncheckedIOException if the checkpoint that is kept cannot be read
     */
    public Agent(
            FleetId fleet,
            DeviceId device,
            Terms terms,
            DeviceData data,
            LearnerFactory models,
            MqttLink link,
            InstantSource clock,
            Storage storage,
            AgentObserver observer) {
        this.data = data;
        this.link = link;
        Topics topics = new Topics(fleet);
        AgentSession session = new AgentSession(
                storage.newestCheckpoint().map(Checkpoint::progress).orElse(null));
        this.outbox = new AgentOutbox(topics, device, link);
        this.duties = new AgentDuties(
                device,
                session,
                new AgentInbox(topics, terms, session),
                outbox,
                plan -> new Participation(plan, data, models),
                storage,
                clock,
                observer,
                this::offer);
        this.loop = new EventLoop<>("agent-" + device, QUEUE_CAPACITY, TICK, duties);
    }

    private boolean offer(AgentEvent event) {
        return loop.offer(event);
    }

    public void start() {
        loop.start();
        link.open(new AgentEvent.Listener(loop::offer));
    }

    /**
     * What the model of the last round trained says of windows, by all rules together; between epochs. A window of
     * another shape than the data's has no prediction but an {@link IllegalArgumentException}.
     */
    public Predictor predictor() {
        return window -> {
            CompletableFuture<Optional<Prediction>> answer = new CompletableFuture<>();
            int wanted = data.train().shape().values();
            if (window.values().length != wanted) {
                answer.completeExceptionally(new IllegalArgumentException(
                        "a window has " + window.values().length + " values, but the model takes " + wanted));
            } else if (!loop.offer(new AgentEvent.Predict(window, answer))) {
                answer.completeExceptionally(new RejectedExecutionException("the agent has too much to do"));
            }
            return answer;
        };
    }

    /** Events that wait for the agent's thread. */
    public int waiting() {
        return loop.waiting();
    }

    /** Events dropped since the start, because too many waited. */
    public long dropped() {
        return loop.dropped();
    }

    /** Completes when the agent has ended, exceptionally if it failed. */
    public CompletableFuture<@Nullable Void> ended() {
        return loop.ended();
    }

    /** Gives up the epoch it is at, of which nobody has heard, says goodbye and frees the model. Idempotent. */
    @Override
    public void close() {
        duties.giveUp();
        loop.close();
        outbox.publish(new DeviceStatus.Offline());
        link.close();
    }
}
