package io.tinyfleet.protocol.message;

/**
 * A device's scaled sparse prototypes u_ij = n_ij · ĉ_ij of the classes it holds (method: Eq 8, 10). The topic says
 * which device and round.
 *
 * @param prototypes at least one class
 */
public record Update(PlanHash plan, SparsePrototypes prototypes) implements Message {
    public Update {
        if (prototypes.classes().isEmpty()) {
            throw new IllegalArgumentException("an update has at least one class");
        }
    }
}
