package io.tinyfleet.protocol.message;

import java.util.List;

/**
 * What a round gave: ĉ_j^G of every class that somebody sent (method: Eq 10). The topic says which round.
 *
 * @param prototypes a class nobody sent is absent, never zero
 * @param contributors |N_j|, devices that sent the class in this round, in the order of the classes; 1 or more each
 */
public record GlobalPrototypes(PlanHash plan, SparsePrototypes prototypes, List<Integer> contributors)
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
    }
}
