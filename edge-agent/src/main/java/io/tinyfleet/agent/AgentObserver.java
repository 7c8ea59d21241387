package io.tinyfleet.agent;

import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Receipt;
import java.time.Duration;

/** Hears what an agent does, on the agent's thread: it is to return at once. */
public interface AgentObserver {
    /** Hears nothing. */
    AgentObserver NONE = new AgentObserver() {};

    default void connected() {}

    default void disconnected() {}

    /** The device has a model under this plan, a fresh one or the one that was kept. */
    default void takesPart(PlanInForce plan) {}

    /**
     * A round was trained; nobody has heard of it yet.
     *
     * @param epoch how long it took, prototypes included
     */
    default void trained(RoundNumber round, Duration epoch) {}

    /** The model and what it owes were brought to the disk. */
    default void kept(Duration writing) {}

    /** The aggregator's first answer to an update. */
    default void answered(Receipt receipt) {}
}
