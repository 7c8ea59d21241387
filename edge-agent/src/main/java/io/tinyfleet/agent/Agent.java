package io.tinyfleet.agent;

import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.mqtt.AgentInbox;
import io.tinyfleet.agent.mqtt.AgentOutbox;
import io.tinyfleet.agent.sensor.Prediction;
import io.tinyfleet.agent.sensor.Predictor;
import io.tinyfleet.agent.sensor.SampleStore;
import io.tinyfleet.agent.sensor.StoreException;
import io.tinyfleet.agent.session.AgentSession;
import io.tinyfleet.agent.session.Effect;
import io.tinyfleet.agent.training.LearnerFactory;
import io.tinyfleet.mqtt.MqttLink;
import io.tinyfleet.mqtt.loop.EventLoop;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.PlanInForce;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One device: trains its own model on its own data and takes part in the rounds of its fleet. One thread owns the
 * session and trains; the link's callbacks only enqueue.
 */
public final class Agent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    /** A few messages come each round; one that finds the queue full comes again after the next reconnect. */
    private static final int QUEUE_CAPACITY = 1_024;

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final String SOFTWARE = "tinyfleet-agent/0.1";

    private final DeviceId device;
    private final DeviceData data;
    private final LearnerFactory models;
    private final SampleStore samples;
    private final MqttLink link;
    private final InstantSource clock;
    private final AgentSession session = new AgentSession();
    private final AgentInbox inbox;
    private final AgentOutbox outbox;
    private final EventLoop<AgentEvent> loop;

    /**
     * One device of a fleet.
     *
     * @param classNames what the labels of {@code data} stand for
     * @param link not opened yet, subscribed to {@link AgentInbox#subscriptions}; closed with the agent
     */
    public Agent(
            FleetId fleet,
            DeviceId device,
            List<String> classNames,
            DeviceData data,
            LearnerFactory models,
            MqttLink link,
            InstantSource clock) {
        this(fleet, device, classNames, data, models, link, clock, SampleStore.NONE);
    }

    /**
     * One device of a fleet that has sensors.
     *
     * @param samples what sensors have labelled: each round is trained on it too
     */
    public Agent(
            FleetId fleet,
            DeviceId device,
            List<String> classNames,
            DeviceData data,
            LearnerFactory models,
            MqttLink link,
            InstantSource clock,
            SampleStore samples) {
        Topics topics = new Topics(fleet);
        this.device = device;
        this.data = data;
        this.models = models;
        this.samples = samples;
        this.link = link;
        this.clock = clock;
        this.inbox = new AgentInbox(topics, classNames, session);
        this.outbox = new AgentOutbox(topics, device, link);
        this.loop = new EventLoop<>("agent-" + device, QUEUE_CAPACITY, TICK, new Owner());
    }

    public void start() {
        loop.start();
        link.open(new AgentEvent.Listener(loop::offer));
    }

    /** What the model says of windows, by the local prototypes of the last round trained; between epochs. */
    public Predictor predictor() {
        return window -> {
            CompletableFuture<Optional<Prediction>> answer = new CompletableFuture<>();
            if (!loop.offer(new AgentEvent.Predict(window, answer))) {
                answer.completeExceptionally(new RejectedExecutionException("the agent has too much to do"));
            }
            return answer;
        };
    }

    /** Completes when the agent has ended, exceptionally if it failed. */
    public CompletableFuture<@Nullable Void> ended() {
        return loop.ended();
    }

    /** Ends after the epoch it is at, says goodbye and frees the model. */
    @Override
    public void close() {
        loop.close();
        outbox.publish(new DeviceStatus.Offline());
        link.close();
    }

    /** Everything that only the agent's thread touches. */
    private final class Owner implements EventLoop.Owner<AgentEvent> {
        private @Nullable Participation participation;

        @Override
        public void on(AgentEvent event) {
            if (event instanceof AgentEvent.Connected) {
                carryOut(session.connected(clock.instant()));
            } else if (event instanceof AgentEvent.Disconnected) {
                session.disconnected();
            } else if (event instanceof AgentEvent.Received received) {
                carryOut(inbox.receive(received.topic(), received.payload()));
            } else if (event instanceof AgentEvent.Predict predict) {
                predict.answer()
                        .complete(participation == null ? Optional.empty() : participation.predict(predict.window()));
            } else if (event instanceof AgentEvent.Trained trained && trained.under() == participation) {
                carryOut(session.trained(trained.round(), trained.upload(), clock.instant()));
            }
        }

        @Override
        public void tick() {
            carryOut(session.tick(clock.instant()));
        }

        @Override
        public void onClose() {
            Participation ending = participation;
            participation = null;
            if (ending != null) {
                ending.close();
            }
        }

        private void carryOut(List<Effect> effects) {
            effects.forEach(this::carryOut);
        }

        private void carryOut(Effect effect) {
            if (effect instanceof Effect.AdoptPlan adopt) {
                adopt(adopt.plan());
            } else if (effect instanceof Effect.ComeOnline) {
                outbox.publish(current().birth(SOFTWARE));
            } else if (effect instanceof Effect.Train train) {
                train(train);
            } else if (effect instanceof Effect.Send send) {
                outbox.publish(send.round(), send.update(), current().plan(), send.deadline(), clock.instant());
            } else if (effect instanceof Effect.Evaluate evaluate) {
                outbox.publish(current().evaluate(evaluate.round(), evaluate.global()));
            } else if (effect instanceof Effect.NoteRejection note) {
                LOG.warn(
                        "{}: update for round {} rejected: {} ({})",
                        device,
                        note.receipt().round(),
                        note.receipt().detail(),
                        note.receipt().rejection());
            }
        }

        /** Rounds may have gone on in the meantime: the session is to hear of that before it hears of the result. */
        private void train(Effect.Train due) {
            learnFromSensors();
            AgentEvent trained =
                    new AgentEvent.Trained(current(), due.round(), current().train(due.basis()));
            if (!loop.offer(trained)) {
                on(trained);
            }
        }

        /** Without the store a round is better trained on the files alone than not at all. */
        private void learnFromSensors() {
            try {
                if (current().learnAlsoFrom(samples.windows())) {
                    outbox.publish(current().birth(SOFTWARE));
                }
            } catch (StoreException e) {
                LOG.warn("{}: trains without what its sensors labelled: {}", device, e.getMessage());
            }
        }

        private void adopt(PlanInForce plan) {
            onClose();
            participation = new Participation(plan, data, models);
            LOG.info("{} takes part under plan {}", device, plan.hash());
        }

        private Participation current() {
            if (participation == null) {
                throw new IllegalStateException("an effect came before a plan: this is a bug");
            }
            return participation;
        }
    }
}
