package io.tinyfleet.deploy.experiment.outcome;

/** How devices count in a fleet's accuracy. */
enum Averaging {
    MEAN("mean over devices"),
    WEIGHTED("weighted by test samples");

    private final String label;

    Averaging(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    Scores of(RoundResult result) {
        return this == MEAN ? result.mean() : result.weighted();
    }
}
