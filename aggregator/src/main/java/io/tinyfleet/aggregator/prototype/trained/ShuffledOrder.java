package io.tinyfleet.aggregator.prototype.trained;

import io.tinyfleet.protocol.RoundNumber;
import java.util.Random;

/**
 * The order in which a round's uploads are learnt from, new in every epoch, from the plan's seed and the round.
 *
 * <p>Not thread-safe.
 */
final class ShuffledOrder {
    /** Spreads neighbouring rounds over all bits of a seed. */
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private final int[] order;
    private final Random random;

    ShuffledOrder(int size, long seed, RoundNumber round) {
        order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        random = new Random(seed ^ (round.value() * GOLDEN_RATIO));
    }

    /** The next epoch's order of 0 … size−1, by Fisher and Yates; valid until the next call. */
    int[] next() {
        for (int last = order.length - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int swapped = order[last];
            order[last] = order[other];
            order[other] = swapped;
        }
        return order;
    }
}
