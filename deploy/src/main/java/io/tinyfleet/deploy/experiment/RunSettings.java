package io.tinyfleet.deploy.experiment;

import io.tinyfleet.agent.djl.Architecture;
import io.tinyfleet.agent.djl.TrainingSettings;
import io.tinyfleet.agent.prototype.CombinedRule;
import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.protocol.message.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One configuration.
 *
 * @param data what devices learn from
 * @param models dealt round-robin; empty for all that take the data's shape
 * @param late devices that join later, if any
 * @param allClassesEvery rounds between two in which every device is tested on the tests of all; 0 for the last only
 * @param weights of the prediction rules where they are combined
 * @param plan makes what the fleet agrees on
 * @param configuration every setting that counts, as it is in force: equal configurations give equal results
 */
record RunSettings(
        String name,
        DataSettings data,
        List<Architecture> models,
        Habits habits,
        TrainingSettings training,
        int rounds,
        Optional<LateJoin> late,
        int allClassesEvery,
        CombinedRule.Weights weights,
        PlanMaker plan,
        Map<String, String> configuration) {

    /** Whether devices are tested on the tests of all in this round. */
    boolean asksForAllClasses(int round) {
        return round == rounds || (allClassesEvery > 0 && round % allClassesEvery == 0);
    }

    /** A plan for classes that are known only when the data is open. */
    @FunctionalInterface
    interface PlanMaker {
        /**
         * Makes the plan.
         *
         * @param seed of the masks, and of the weights if they are common
         * @throws UserMistake if the settings do not go with these classes
         */
        Plan plan(List<String> classNames, long seed) throws UserMistake;
    }
}
