package io.tinyfleet.agent.session;

import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.Update;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the agent has to do next, in this order. */
public sealed interface Effect {
    /** Make a model for this plan, with nothing learnt yet. */
    record AdoptPlan(PlanInForce plan) implements Effect {}

    /** Go on with the model that was kept under this plan. */
    record ResumePlan(PlanInForce plan) implements Effect {}

    /** Tell the fleet that this device takes part. */
    record ComeOnline(PlanInForce plan) implements Effect {}

    /**
     * Train one epoch, then report back with {@link AgentSession#trained}.
     *
     * @param basis what to pull features to; {@code null} for nothing
     */
    record Train(RoundNumber round, @Nullable GlobalPrototypes basis) implements Effect {}

    /**
     * Keep the model as it is now, together with this, before anybody hears of it; then say so with {@link
     * AgentSession#kept}, if it was.
     */
    record Keep(Progress progress) implements Effect {}

    /** Judge the model of this round, the global prototypes being those that the round gave, and report. */
    record Evaluate(RoundNumber round, GlobalPrototypes global) implements Effect {}

    /** Publish the update. */
    record Send(RoundNumber round, Update update, Instant deadline) implements Effect {}

    /** Tell people what the aggregator said of the update. */
    record NoteReceipt(Receipt receipt) implements Effect {}
}
