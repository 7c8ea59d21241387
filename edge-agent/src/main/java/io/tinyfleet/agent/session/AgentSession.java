package io.tinyfleet.agent.session;

import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device's part in the rounds of a fleet: when to train, with what, what to send and how often.
 *
 * <pre>
 *   plan ──▶ AdoptPlan, ComeOnline
 *   round r open and its basis known ──▶ Train r ──trained──▶ Send r, again after pauses, until the receipt
 *   global prototypes of r ──▶ Evaluate r
 * </pre>
 *
 * It trains each round at most once, never two at a time, and sends nothing for a round that another one has replaced.
 * Retained messages come again after every reconnect; hearing a thing twice changes nothing.
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
    private RoundNumber evaluated = RoundNumber.NONE;
    private boolean training;
    private @Nullable Outbox outbox;

    /** Connected and subscribed. */
    public List<Effect> connected(Instant now) {
        connected = true;
        List<Effect> effects = new ArrayList<>();
        if (plan != null) {
            effects.add(new Effect.ComeOnline(plan));
        }
        if (outbox != null) {
            effects.add(outbox.send());
            outbox = outbox.sentAgainAt(now);
        }
        return effects;
    }

    public void disconnected() {
        connected = false;
    }

    /** The fleet's plan arrived. Another plan than before means to start anew. */
    public List<Effect> plan(PlanInForce inForce) {
        if (plan != null && plan.hash().equals(inForce.hash())) {
            return List.of();
        }
        plan = inForce;
        announced = null;
        globalOf = RoundNumber.NONE;
        global = null;
        trained = RoundNumber.NONE;
        evaluated = RoundNumber.NONE;
        outbox = null;
        training = false;
        return List.of(new Effect.AdoptPlan(inForce), new Effect.ComeOnline(inForce));
    }

    /** Where the rounds stand, under the plan in force. */
    public List<Effect> round(RoundAnnouncement announcement) {
        announced = announcement;
        if (outbox != null && outbox.round().isBefore(announcement.round())) {
            outbox = null;
        }
        return trainIfDue();
    }

    /** What a round gave, under the plan in force. Only the newest is of interest. */
    public List<Effect> global(RoundNumber round, GlobalPrototypes prototypes) {
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
                || training
                || !trained.isBefore(announced.round())
                || !globalOf.equals(announced.basis())) {
            return List.of();
        }
        training = true;
        return List.of(new Effect.Train(announced.round(), global));
    }

    /**
     * The training of {@code round} is done.
     *
     * @param upload the device's scaled sparse prototypes
     */
    public List<Effect> trained(RoundNumber round, SparsePrototypes upload, Instant now) {
        if (!training || plan == null || announced == null) {
            throw new IllegalStateException("no round was being trained, but round " + round + " is: this is a bug");
        }
        training = false;
        trained = round;
        if (!announced.round().equals(round)) {
            return trainIfDue();
        }
        outbox = Outbox.sentAt(now, round, new Update(plan.hash(), upload), announced.deadline());
        List<Effect> effects = new ArrayList<>(List.of(outbox.send()));
        effects.addAll(evaluateIfDue());
        return effects;
    }

    /** Global prototypes may be out before a slow device has trained, but mostly come after. */
    private List<Effect> evaluateIfDue() {
        if (global == null || !trained.equals(globalOf) || !evaluated.isBefore(globalOf)) {
            return List.of();
        }
        evaluated = globalOf;
        return List.of(new Effect.Evaluate(globalOf, global));
    }

    /** The aggregator answered. */
    public List<Effect> receipt(Receipt receipt) {
        if (outbox == null || !outbox.round().equals(receipt.round())) {
            return List.of();
        }
        outbox = null;
        return receipt.isAccepted() ? List.of() : List.of(new Effect.NoteRejection(receipt));
    }

    /** Time passed. */
    public List<Effect> tick(Instant now) {
        if (!connected || outbox == null || !outbox.isDue(now)) {
            return List.of();
        }
        Effect again = outbox.send();
        outbox = outbox.sentAgainAt(now);
        return List.of(again);
    }
}
