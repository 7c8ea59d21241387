package io.tinyfleet.deploy.experiment;

import java.util.List;

/**
 * What is to be tried.
 *
 * @param runs each with all seeds; at least one, with distinct names
 * @param seeds at least one
 */
record Experiment(List<RunSettings> runs, List<Long> seeds) {
    Experiment {
        runs = List.copyOf(runs);
        seeds = List.copyOf(seeds);
    }

    /** One seed of one run: what is done as a whole, or anew. */
    record Unit(RunSettings run, long seed) {
        @Override
        public String toString() {
            return run.name() + ", seed " + seed;
        }
    }

    /** Seed by seed, so that every run has a first result early. */
    List<Unit> units() {
        return seeds.stream()
                .flatMap(seed -> runs.stream().map(run -> new Unit(run, seed)))
                .toList();
    }
}
