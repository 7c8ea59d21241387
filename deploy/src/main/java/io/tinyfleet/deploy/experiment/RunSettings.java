package io.tinyfleet.deploy.experiment;

import io.tinyfleet.agent.djl.Architecture;
import io.tinyfleet.agent.djl.TrainingSettings;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Plan;
import java.util.List;
import java.util.Map;

/**
 * One configuration.
 *
 * @param data what devices learn from
 * @param models dealt round-robin; empty for all that take the data's shape
 * @param plan makes what the fleet agrees on
 * @param configuration every setting that counts, as it is in force: equal configurations give equal results
 */
record RunSettings(
        String name,
        Method method,
        DataSettings data,
        List<Architecture> models,
        TrainingSettings training,
        int rounds,
        PlanMaker plan,
        Map<String, String> configuration) {

    /** A plan for classes that are known only when the data is open. */
    @FunctionalInterface
    interface PlanMaker {
        /**
         * Makes the plan.
         *
         * @param seed of the masks
         * @throws IllegalArgumentException if the settings do not go with these classes
         */
        Plan plan(List<String> classNames, long seed);
    }
}
