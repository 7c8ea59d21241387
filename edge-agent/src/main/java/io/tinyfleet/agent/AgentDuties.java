package io.tinyfleet.agent;

import io.tinyfleet.agent.checkpoint.Checkpoint;
import io.tinyfleet.agent.mqtt.AgentInbox;
import io.tinyfleet.agent.mqtt.AgentOutbox;
import io.tinyfleet.agent.sensor.StoreException;
import io.tinyfleet.agent.session.AgentSession;
import io.tinyfleet.agent.session.Effect;
import io.tinyfleet.agent.session.Progress;
import io.tinyfleet.mqtt.loop.EventLoop;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Receipt;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what the session decides. Everything here but {@link #giveUp} belongs to the agent's thread. */
final class AgentDuties implements EventLoop.Owner<AgentEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final String SOFTWARE = "tinyfleet-agent/0.1";

    private final DeviceId device;
    private final AgentSession session;
    private final AgentInbox inbox;
    private final AgentOutbox outbox;
    private final Function<PlanInForce, Participation> participations;
    private final Storage storage;
    private final InstantSource clock;
    private final AgentObserver observer;
    private final Predicate<AgentEvent> later;
    private volatile @Nullable Participation participation;

    /** @param later enqueues an event behind those that wait; false if it cannot */
    AgentDuties(
            DeviceId device,
            AgentSession session,
            AgentInbox inbox,
            AgentOutbox outbox,
            Function<PlanInForce, Participation> participations,
            Storage storage,
            InstantSource clock,
            AgentObserver observer,
            Predicate<AgentEvent> later) {
        this.device = device;
        this.session = session;
        this.inbox = inbox;
        this.outbox = outbox;
        this.participations = participations;
        this.storage = storage;
        this.clock = clock;
        this.observer = observer;
        this.later = later;
    }

    @Override
    public void on(AgentEvent event) {
        if (event instanceof AgentEvent.Connected) {
            observer.connected();
            carryOut(session.connected(clock.instant()));
        } else if (event instanceof AgentEvent.Disconnected) {
            observer.disconnected();
            session.disconnected();
        } else if (event instanceof AgentEvent.Received received) {
            List<Effect> effects = inbox.receive(received.topic(), received.payload());
            // What an agent misses stands retained, or is a receipt that it asks for again.
            received.acknowledgement().give();
            carryOut(effects);
        } else if (event instanceof AgentEvent.Predict predict) {
            Participation model = participation;
            predict.answer().complete(model == null ? Optional.empty() : model.predict(predict.window()));
        } else if (event instanceof AgentEvent.Trained trained && trained.under() == participation) {
            carryOut(session.trained(trained.round(), trained.update(), clock.instant()));
        }
    }

    @Override
    public void tick() {
        Participation waiting = participation;
        if (waiting != null && !waiting.hasSamples() && learnFromSensors(waiting)) {
            comeOnline();
            carryOut(session.somethingToTrainOn());
        }
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

    /** Gives up the epoch that runs; called by any thread. */
    void giveUp() {
        Participation running = participation;
        if (running != null) {
            running.giveUp();
        }
    }

    private void carryOut(List<Effect> effects) {
        effects.forEach(this::carryOut);
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Effect.AdoptPlan adopt) {
            adopt(adopt.plan());
        } else if (effect instanceof Effect.ResumePlan resume) {
            resume(resume.plan());
        } else if (effect instanceof Effect.ComeOnline) {
            comeOnline();
        } else if (effect instanceof Effect.Train train) {
            train(train);
        } else if (effect instanceof Effect.Keep keep) {
            keep(keep.progress());
        } else if (effect instanceof Effect.Send send) {
            outbox.publish(send.round(), send.update(), current().plan(), send.deadline(), clock.instant());
        } else if (effect instanceof Effect.Evaluate evaluate) {
            judge(evaluate.round(), evaluate.global());
        } else if (effect instanceof Effect.NoteReceipt note) {
            note(note.receipt());
        }
    }

    private void adopt(PlanInForce plan) {
        onClose();
        Participation begun = participations.apply(plan);
        participation = begun;
        learnFromSensors(begun);
        LOG.info("{} takes part under plan {}", device, plan.hash());
        observer.takesPart(plan);
    }

    private void resume(PlanInForce plan) {
        Checkpoint kept = storage.newestCheckpoint()
                .filter(newest -> newest.progress().plan().equals(plan.hash()))
                .orElseThrow(() -> new IllegalStateException("what was kept under plan " + plan.hash() + " is gone"));
        adopt(plan);
        current().resume(kept);
        LOG.info("{} goes on after round {}", device, kept.progress().trained());
    }

    private void comeOnline() {
        if (current().hasSamples()) {
            outbox.publish(current().birth(SOFTWARE));
        } else {
            LOG.info("{} has nothing to train on and waits for what sensors label", device);
        }
    }

    /** Rounds may have gone on in the meantime: the session is to hear of that before it hears of the result. */
    private void train(Effect.Train due) {
        Participation model = current();
        if (learnFromSensors(model)) {
            comeOnline();
        }
        if (!model.hasSamples()) {
            session.nothingToTrainOn(due.round());
            return;
        }
        AgentEvent trained = new AgentEvent.Trained(model, due.round(), model.train(due.round(), due.basis()));
        LOG.info(
                "{} trained round {} in {} ms",
                device,
                due.round(),
                model.lastTraining().toMillis());
        observer.trained(due.round(), model.lastTraining());
        if (!later.test(trained)) {
            on(trained);
        }
    }

    /**
     * Without the store a round is better trained on the files alone than not at all.
     *
     * @return whether the device now holds other classes than before
     */
    private boolean learnFromSensors(Participation model) {
        try {
            return model.learnAlsoFrom(storage.samples().windows());
        } catch (StoreException e) {
            LOG.warn("{}: trains without what its sensors labelled: {}", device, e.getMessage());
            return false;
        }
    }

    private void keep(Progress progress) {
        long startNs = System.nanoTime();
        if (storage.keep(current().checkpoint(progress))) {
            session.kept(progress);
            observer.kept(Duration.ofNanos(System.nanoTime() - startNs));
        }
    }

    private void judge(RoundNumber round, GlobalPrototypes global) {
        Verdict verdict = current().judge(round, global);
        outbox.publish(current().report(round, verdict));
        observer.judged(round, verdict);
    }

    private void note(Receipt receipt) {
        if (receipt.isAccepted()) {
            current().accepted(receipt.round());
            LOG.info("{}: update for round {} accepted", device, receipt.round());
        } else {
            LOG.warn(
                    "{}: update for round {} rejected: {} ({})",
                    device,
                    receipt.round(),
                    receipt.detail(),
                    receipt.rejection());
        }
        observer.answered(receipt);
    }

    private Participation current() {
        Participation now = participation;
        if (now == null) {
            throw new IllegalStateException("an effect came before a plan: this is a bug");
        }
        return now;
    }
}
