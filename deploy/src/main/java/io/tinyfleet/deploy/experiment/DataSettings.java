package io.tinyfleet.deploy.experiment;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a run's devices learn from.
 *
 * @param path of the data's folder or file; empty for what is generated
 * @param devices how many take part; empty for all that have data
 */
record DataSettings(Dataset dataset, Optional<String> path, OptionalInt devices) {
    /** Whether another seed means other data. */
    boolean seedMatters() {
        return dataset == Dataset.MACHINES;
    }
}
