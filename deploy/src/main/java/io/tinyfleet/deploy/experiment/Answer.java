package io.tinyfleet.deploy.experiment;

import io.tinyfleet.agent.AgentObserver.Judge;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.prototype.CombinedRule.Weights;
import io.tinyfleet.deploy.experiment.Experiment.Unit;
import io.tinyfleet.deploy.experiment.outcome.ClassResult;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Accuracy;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a device is asked in a round because its report does not say it.
 *
 * @param taus τ by class
 * @param norms ‖ĉ_ij‖ by class
 * @param reweighed the accuracy with the run's own weights of the rules; {@code null} if it has none
 * @param everywhere that on everybody's tests; {@code null} if it is not wanted in this round
 * @param classes the same on each class, in the last round
 */
record Answer(
        SortedMap<Integer, Double> taus,
        SortedMap<Integer, Double> norms,
        @Nullable Accuracy reweighed,
        @Nullable Accuracy everywhere,
        List<ClassResult> classes) {

    static Answer of(Unit unit, LoadedData data, DeviceId device, RoundNumber round, Judge judge) {
        Weights weights = unit.run().weights();
        LabelledSamples tests = data.of(device).test();
        return new Answer(
                judge.taus(),
                judge.norms(),
                weights.equals(Weights.DEFAULT) ? null : judge.on(tests, weights),
                unit.run().asksForAllClasses(round.value()) ? judge.on(data.allTests(), weights) : null,
                round.value() == unit.run().rounds() ? byClass(unit, data, device, judge) : List.of());
    }

    private static List<ClassResult> byClass(Unit unit, LoadedData data, DeviceId device, Judge judge) {
        List<ClassResult> results = new ArrayList<>();
        int[] held = data.of(device).train().countPerClass(data.classNames().size());
        for (int cls = 0; cls < held.length; cls++) {
            LabelledSamples tests = data.allTests().ofClass(cls);
            if (tests.size() > 0) {
                results.add(new ClassResult(
                        unit.run().name(),
                        unit.seed(),
                        device.value(),
                        cls,
                        held[cls],
                        tests.size(),
                        Averages.of(judge.on(tests, unit.run().weights()))));
            }
        }
        return results;
    }
}
