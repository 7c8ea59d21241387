package io.tinyfleet.agent.djl;

import io.tinyfleet.agent.djl.TrainingSettings.LastBatch;
import io.tinyfleet.agent.djl.TrainingSettings.Order;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The order of an epoch's samples, cut into mini-batches: follows from its arguments alone. */
final class EpochOrder {
    private EpochOrder() {}

    /**
     * Every index below {@code size} once, in the order asked for. All batches have {@code batchSize} samples but the
     * last, which has what is left; one single sample left over joins the batch before it, because batch normalisation
     * over one sample says nothing. If what is left is to be dropped, all batches are full, but for a size that gives
     * none.
     */
    static List<int[]> batches(int size, TrainingSettings settings, long seed, int epoch) {
        int[] order =
                settings.order() == Order.LISTED ? IntStream.range(0, size).toArray() : shuffled(size, seed, epoch);
        int batchSize = settings.batchSize();
        int end = settings.lastBatch() == LastBatch.DROPPED && size >= batchSize ? size - size % batchSize : size;
        List<int[]> batches = new ArrayList<>();
        int from = 0;
        while (from < end) {
            int to = end - from - batchSize <= 1 ? end : from + batchSize;
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
