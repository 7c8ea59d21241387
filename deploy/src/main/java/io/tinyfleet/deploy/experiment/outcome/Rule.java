package io.tinyfleet.deploy.experiment.outcome;

import java.util.Optional;
import java.util.function.Function;
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

    /**
     * The one with the highest mean, of equally high ones the first; empty if there is none.
     *
     * @param spreads {@code null} for a rule that was not tried
     */
    static Optional<Rule> best(Function<Rule, @Nullable Spread> spreads) {
        Rule best = null;
        double most = Double.NEGATIVE_INFINITY;
        for (Rule rule : values()) {
            Spread spread = spreads.apply(rule);
            if (spread != null && spread.mean() > most) {
                best = rule;
                most = spread.mean();
            }
        }
        return Optional.ofNullable(best);
    }
}
