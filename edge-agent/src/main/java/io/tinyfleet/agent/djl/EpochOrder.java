package io.tinyfleet.agent.djl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The order of an epoch's samples, cut into mini-batches: follows from its arguments alone. */
final class EpochOrder {
    private EpochOrder() {}

    /**
     * Every index below {@code size} once, shuffled. All batches have {@code batchSize} samples but the last, which has
     * what is left; one single sample left over joins the batch before it, because batch normalisation over one sample
     * says nothing.
     */
    static List<int[]> batches(int size, int batchSize, long seed, int epoch) {
        int[] order = shuffled(size, seed, epoch);
        List<int[]> batches = new ArrayList<>();
        int from = 0;
        while (from < size) {
            int to = size - from - batchSize <= 1 ? size : from + batchSize;
            batches.add(Arrays.copyOfRange(order, from, to));
            from = to;
        }
        return batches;
    }

    private static int[] shuffled(int size, long seed, int epoch) {
        // Two hashes, because SplittableRandom's neighbouring seeds may be one sequence, shifted.
        SplittableRandom random = new SplittableRandom(
                new SplittableRandom(seed).nextLong() ^ Long.rotateLeft(new SplittableRandom(~epoch).nextLong(), 32));
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
