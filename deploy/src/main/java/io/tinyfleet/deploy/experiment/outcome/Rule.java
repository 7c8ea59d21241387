package io.tinyfleet.deploy.experiment.outcome;

import org.jspecify.annotations.Nullable;

/** How a device says which class it sees. */
enum Rule {
    LOCAL("nearest local"),
    GLOBAL("nearest global"),
    HEAD("head"),
    COMBINED("combined");

    private final String label;

    Rule(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    @Nullable
    Double of(Scores scores) {
        return switch (this) {
            case LOCAL -> Double.valueOf(scores.local());
            case GLOBAL -> scores.global();
            case HEAD -> Double.valueOf(scores.head());
            case COMBINED -> scores.combined();
        };
    }
}
