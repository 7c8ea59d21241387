package io.tinyfleet.deploy.experiment.outcome;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code prototypes.csv}: a class's global prototype after the last round.
 *
 * @param classIndex from 0
 * @param values [d]; {@code null} in the dimensions that the class's mask leaves out
 */
public record ClassPrototype(String run, long seed, int classIndex, List<@Nullable Float> values) {
    public ClassPrototype {
        RunName.require(run);
        RoundResult.requireAtLeast("class", classIndex, 0);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a prototype must have at least one dimension");
        }
        values = Collections.unmodifiableList(Arrays.asList(values.toArray(new Float[0])));
    }

    /** Dimensions that the class's mask keeps. */
    long kept() {
        return values.stream().filter(Objects::nonNull).count();
    }
}
