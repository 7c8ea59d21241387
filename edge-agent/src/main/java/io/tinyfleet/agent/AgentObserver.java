package io.tinyfleet.agent;

import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.prototype.CombinedRule;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Accuracy;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Receipt;
import java.time.Duration;
import java.util.SortedMap;

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

    /**
     * A round was judged and reported.
     *
     * @param judge of the model as it is now; of no use once this method has returned
     */
    default void judged(RoundNumber round, Judge judge) {}

    /** Answers what a report does not say. */
    interface Judge {
        /** Accuracy on any samples, on the data's scale, with the round's global prototypes. */
        default Accuracy on(LabelledSamples samples) {
            return on(samples, CombinedRule.Weights.DEFAULT);
        }

        /** The same with other weights of the rules where they are combined. */
        Accuracy on(LabelledSamples samples, CombinedRule.Weights weights);

        /** τ of every class that the device holds and the round gave, with the round's global prototypes. */
        SortedMap<Integer, Double> taus();

        /** ‖ĉ_ij‖ of every class that the device holds. */
        SortedMap<Integer, Double> norms();
    }
}
