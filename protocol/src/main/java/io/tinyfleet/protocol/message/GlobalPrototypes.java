package io.tinyfleet.protocol.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a round gave: ĉ_j^G of every class that somebody sent (method: Eq 10). The topic says which round.
 *
 * @param prototypes a class nobody sent is absent, never zero
 * @param contributors |N_j|, devices whose upload of the class counts in this round, in the order of the classes; 1 or
 *     more each
 * @param mu with {@link Mu.Auto}: the scale to use with these prototypes; absent until the aggregator knows one
 * @param model with {@link Method#FEDAVG} alone
 */
public record GlobalPrototypes(
        PlanHash plan,
        SparsePrototypes prototypes,
        List<Integer> contributors,
        @Nullable Double mu,
        @Nullable SharedModel model)
        implements Message {
    public GlobalPrototypes {
        contributors = List.copyOf(contributors);
        if (contributors.size() != prototypes.classes().size()) {
            throw new IllegalArgumentException(
                    contributors.size() + " counts for " + prototypes.classes().size() + " classes");
        }
        if (contributors.stream().anyMatch(count -> count < 1)) {
            throw new IllegalArgumentException("a global prototype has at least one contributor, not " + contributors);
        }
        if (mu != null && !(mu > 0 && Double.isFinite(mu))) {
            throw new IllegalArgumentException("mu must be finite and above 0, but is " + mu);
        }
    }

    /** Prototypes and nothing else. */
    public GlobalPrototypes(PlanHash plan, SparsePrototypes prototypes, List<Integer> contributors) {
        this(plan, prototypes, contributors, null, null);
    }
}
