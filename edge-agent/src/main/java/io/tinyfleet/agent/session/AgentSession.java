package io.tinyfleet.agent.session;

import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import io.tinyfleet.protocol.message.Update;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device's part in the rounds of a fleet: when to train, with what, what to send and how often.
 *
 * <pre>
 *   plan ──▶ AdoptPlan, or ResumePlan if something was kept under it; ComeOnline
 *   round r open and its basis known ──▶ Train r ──trained──▶ Keep r, Send r, again after pauses, until the receipt
 *   global prototypes of r, r being trained ──▶ Evaluate r
 * </pre>
 *
 * What is kept is kept before it is sent. A session that died in between goes on with what was kept: the same update.
 * One that died while training has sent nothing of it, and trains the round from the weights before it.
 *
 * <p>It trains each round at most once, never two at a time, and sends nothing while disconnected nor for a round that
 * another one has replaced. Retained messages come again after every reconnect, and messages kept for an absent device
 * may come behind newer ones; hearing a thing twice or late changes nothing.
 *
 * <p>Not thread-safe: one thread owns it.
 */
public final class AgentSession {
    private boolean connected;
    private @Nullable PlanInForce plan;
    private @Nullable RoundAnnouncement announced;
    private RoundNumber globalOf = RoundNumber.NONE;
    private @Nullable GlobalPrototypes global;
    private RoundNumber trained = RoundNumber.NONE;
    private RoundNumber training = RoundNumber.NONE;
    private @Nullable Outbox outbox;
    private @Nullable Progress kept;

    /** A device that begins. */
    public AgentSession() {
        this(null);
    }

    /** @param kept how far the device had come when it ended; {@code null} if nothing was kept */
    public AgentSession(@Nullable Progress kept) {
        this.kept = kept;
    }

    /** Connected and subscribed. */
    public List<Effect> connected(Instant now) {
        connected = true;
        List<Effect> effects = new ArrayList<>();
        if (plan != null) {
            effects.add(new Effect.ComeOnline(plan));
        }
        effects.addAll(send(now));
        return effects;
    }

    public void disconnected() {
        connected = false;
    }

    /** The fleet's plan arrived. Another plan than before means to start anew, or where it was left off. */
    public List<Effect> plan(PlanInForce inForce) {
        if (plan != null && plan.hash().equals(inForce.hash())) {
            return List.of();
        }
        plan = inForce;
        announced = null;
        globalOf = RoundNumber.NONE;
        global = null;
        trained = RoundNumber.NONE;
        outbox = null;
        training = RoundNumber.NONE;
        if (kept == null || !kept.plan().equals(inForce.hash())) {
            return List.of(new Effect.AdoptPlan(inForce), new Effect.ComeOnline(inForce));
        }
        trained = kept.trained();
        outbox = kept.owed() == null ? null : Outbox.unsent(trained, kept.owed());
        return List.of(new Effect.ResumePlan(inForce), new Effect.ComeOnline(inForce));
    }

    /** This will be there after a restart, and if its plan comes back after another. */
    public void kept(Progress progress) {
        kept = progress;
    }

    /** Where the rounds stand, under the plan in force. */
    public List<Effect> round(RoundAnnouncement announcement) {
        requirePlan();
        if (announced != null && announcement.round().isBefore(announced.round())) {
            return List.of();
        }
        announced = announcement;
        if (outbox != null && outbox.round().isBefore(announcement.round())) {
            outbox = null;
        }
        return trainIfDue();
    }

    /** What a round gave, under the plan in force. Only the newest is of interest. */
    public List<Effect> global(RoundNumber round, GlobalPrototypes prototypes) {
        requirePlan();
        if (!globalOf.isBefore(round)) {
            return List.of();
        }
        globalOf = round;
        global = prototypes;
        List<Effect> effects = new ArrayList<>(evaluateIfDue());
        effects.addAll(trainIfDue());
        return effects;
    }

    private List<Effect> trainIfDue() {
        if (announced == null
                || announced.phase() != RoundPhase.OPEN
                || isTraining()
                || !trained.isBefore(announced.round())
                || !globalOf.equals(announced.basis())) {
            return List.of();
        }
        training = announced.round();
        return List.of(new Effect.Train(announced.round(), global));
    }

    /**
     * The training of {@code round} is done.
     *
     * @param update what came of it, under the plan in force
     */
    public List<Effect> trained(RoundNumber round, Update update, Instant now) {
        PlanInForce inForce = requirePlan();
        requireTraining(round);
        training = RoundNumber.NONE;
        trained = round;
        Progress.Owed owed = null;
        if (announced != null && announced.round().equals(round)) {
            owed = new Progress.Owed(update, announced.deadline());
            outbox = Outbox.unsent(round, owed);
        }
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.Keep(new Progress(inForce.hash(), round, owed)));
        effects.addAll(send(now));
        effects.addAll(evaluateIfDue());
        effects.addAll(trainIfDue());
        return effects;
    }

    /** There is nothing to train on: nothing comes of {@code round}, unless {@link #somethingToTrainOn} comes first. */
    public void nothingToTrainOn(RoundNumber round) {
        requireTraining(round);
        training = RoundNumber.NONE;
    }

    /** There is something to train on at last. */
    public List<Effect> somethingToTrainOn() {
        return trainIfDue();
    }

    private void requireTraining(RoundNumber round) {
        if (!isTraining() || !training.equals(round)) {
            throw new IllegalStateException("round " + round + " was trained, but "
                    + (isTraining() ? "round " + training : "none") + " was due: this is a bug");
        }
    }

    private boolean isTraining() {
        return !training.equals(RoundNumber.NONE);
    }

    private PlanInForce requirePlan() {
        if (plan == null) {
            throw new IllegalStateException("a round came before a plan: this is a bug");
        }
        return plan;
    }

    /**
     * Asked once when new global prototypes arrive and once when a training ends; whichever comes second finds both, so
     * each round is judged once. Global prototypes may be out before a slow device has trained, but mostly come after.
     */
    private List<Effect> evaluateIfDue() {
        if (global == null || !trained.equals(globalOf)) {
            return List.of();
        }
        return List.of(new Effect.Evaluate(globalOf, global));
    }

    /** The aggregator answered. */
    public List<Effect> receipt(Receipt receipt) {
        if (outbox == null || !outbox.round().equals(receipt.round())) {
            return List.of();
        }
        outbox = null;
        return List.of(new Effect.NoteReceipt(receipt));
    }

    /** Time passed. */
    public List<Effect> tick(Instant now) {
        return outbox == null || !outbox.isDue(now) ? List.of() : send(now);
    }

    /** What was kept waits for the word that its round is still the newest. */
    private List<Effect> send(Instant now) {
        if (!connected
                || outbox == null
                || announced == null
                || !announced.round().equals(outbox.round())) {
            return List.of();
        }
        outbox = outbox.sentAt(now);
        return List.of(outbox.send());
    }
}
