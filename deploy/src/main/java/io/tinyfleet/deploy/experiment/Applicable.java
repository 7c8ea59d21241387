package io.tinyfleet.deploy.experiment;

import io.tinyfleet.protocol.message.Method;
import java.util.HashSet;
import java.util.Set;

/** Which of the settings that runs have in common a method does not look at; it then has their defaults. */
final class Applicable {
    private static final Set<String> SCALES = Set.of("mu", "target-tau", "off-mask", "guard");
    private static final Set<String> SPARSENESS = Set.of("s", "masks", "aps");
    private static final Set<String> SKIPPING = Set.of("skip.threshold", "skip.rounds");
    private static final Set<String> PULL = Set.of("lambda", "warm-up");
    private static final Set<String> CONTRAST = Set.of("temperature", "prior");

    private Applicable() {}

    /** Keys without meaning for a method. */
    static Set<String> not(Method method) {
        Set<String> keys = new HashSet<>();
        boolean prototypes = method.exchange() == Method.Exchange.PROTOTYPES;
        if (method.pull() != Method.Pull.CONTRAST) {
            keys.addAll(CONTRAST);
        }
        if (method.pull() != Method.Pull.DISTANCE) {
            keys.addAll(SCALES);
        }
        if (method.isDense()) {
            keys.addAll(SPARSENESS);
            keys.addAll(Set.of("mu", "target-tau", "off-mask"));
        }
        if (!prototypes) {
            keys.addAll(SPARSENESS);
            keys.addAll(PULL);
            keys.add("encoding");
        }
        if (!prototypes || method.isTrainedByAggregator()) {
            keys.addAll(SKIPPING);
        }
        return keys;
    }
}
