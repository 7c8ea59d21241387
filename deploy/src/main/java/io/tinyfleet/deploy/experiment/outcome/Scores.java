package io.tinyfleet.deploy.experiment.outcome;

import org.jspecify.annotations.Nullable;

/**
 * A fleet's accuracy under each prediction rule, shares from 0 to 1.
 *
 * @param local nearest of the device's own prototypes
 * @param global nearest global prototype; {@code null} where there is none
 * @param head the classifier head
 * @param combined the three rules combined; {@code null} where that was not tried, as in files of earlier versions
 */
public record Scores(
        double local,
        @Nullable Double global,
        double head,
        @Nullable Double combined) {
    public Scores {
        requireShare("local", local);
        requireShare("global", global);
        requireShare("head", head);
        requireShare("combined", combined);
    }

    static void requireShare(String name, @Nullable Double value) {
        if (value != null && !(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be a share from 0 to 1, not " + value);
        }
    }
}
