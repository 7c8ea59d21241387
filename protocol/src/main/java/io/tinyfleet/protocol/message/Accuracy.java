package io.tinyfleet.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * Shares of right predictions, 0 to 1, under the three prediction rules (method: item 6) and under what combines them.
 *
 * @param localPrototype nearest of the device's own dense prototypes (Eq 12)
 * @param globalPrototype nearest of the fleet's zero-padded prototypes; {@code null} while there are none
 * @param head largest logit of the classifier
 * @param combined what the device predicts by
 */
public record Accuracy(double localPrototype, @Nullable Double globalPrototype, double head, double combined) {
    public Accuracy {
        require(localPrototype);
        require(head);
        require(combined);
        if (globalPrototype != null) {
            require(globalPrototype);
        }
    }

    private static void require(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("an accuracy is from 0 to 1, but one is " + share);
        }
    }
}
