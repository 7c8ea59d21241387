package io.tinyfleet.agent;

import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.prototype.CombinedRule;
import io.tinyfleet.agent.prototype.GlobalTargets;
import io.tinyfleet.agent.prototype.LocalPrototypes;
import io.tinyfleet.protocol.mask.ClassMasks;
import io.tinyfleet.protocol.message.Accuracy;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.SharedModel;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A model as it is now, beside what a round gave. Of the agent's thread. */
record Verdict(
        Trainee trainee,
        LocalPrototypes own,
        GlobalTargets global,
        @Nullable SharedModel average,
        ClassMasks masks) implements AgentObserver.Judge {

    /** With an averaged model, what stands for the global prototypes' accuracy is that of its head. */
    @Override
    public Accuracy on(LabelledSamples samples, CombinedRule.Weights weights) {
        Accuracy accuracy = trainee.evaluate(samples, own, global, weights);
        return average == null
                ? accuracy
                : new Accuracy(
                        accuracy.localPrototype(),
                        trainee.headOf(average, samples),
                        accuracy.head(),
                        accuracy.combined());
    }

    @Override
    public SortedMap<Integer, Double> taus() {
        return global.taus(own);
    }

    @Override
    public SortedMap<Integer, Double> norms() {
        SortedMap<Integer, Double> norms = new TreeMap<>();
        ClassSet held = own.classes();
        for (int position = 0; position < held.size(); position++) {
            norms.put(held.at(position), own.sparseNorm(held.at(position), masks));
        }
        return norms;
    }
}
