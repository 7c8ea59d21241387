package io.tinyfleet.deploy.experiment;

import io.tinyfleet.agent.AgentObserver.Judge;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.prototype.CombinedRule.Weights;
import io.tinyfleet.deploy.experiment.Experiment.Unit;
import io.tinyfleet.deploy.local.Judged;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Accuracy;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a device is asked in a round because its report does not say it.
 *
 * @param taus τ by class
 * @param norms ‖ĉ_ij‖ by class
 * @param reweighed the accuracy with the run's own weights of the rules; {@code null} if it has none
 * @param everywhere that on everybody's tests, by class; empty if it is not wanted in this round
 */
record Answer(
        SortedMap<Integer, Double> taus,
        SortedMap<Integer, Double> norms,
        @Nullable Accuracy reweighed,
        SortedMap<Integer, Judged> everywhere) {

    static Answer of(Unit unit, LoadedData data, DeviceId device, RoundNumber round, Judge judge) {
        Weights weights = unit.run().weights();
        return new Answer(
                judge.taus(),
                judge.norms(),
                weights.equals(Weights.DEFAULT)
                        ? null
                        : judge.on(data.of(device).test(), weights),
                unit.run().asksForAllClasses(round.value()) ? everywhere(data, judge, weights) : new TreeMap<>());
    }

    private static SortedMap<Integer, Judged> everywhere(LoadedData data, Judge judge, Weights weights) {
        SortedMap<Integer, Judged> judged = new TreeMap<>();
        for (int cls = 0; cls < data.testsByClass().size(); cls++) {
            LabelledSamples tests = data.testsByClass().get(cls);
            if (tests.size() > 0) {
                judged.put(cls, new Judged(judge.on(tests, weights), tests.size()));
            }
        }
        return judged;
    }
}
