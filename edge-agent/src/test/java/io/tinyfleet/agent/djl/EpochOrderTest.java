package io.tinyfleet.agent.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.agent.djl.TrainingSettings.LastBatch;
import io.tinyfleet.agent.djl.TrainingSettings.Order;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EpochOrderTest {
    @Test
    void everySampleComesOnce() {
        for (int size = 1; size < 100; size++) {
            List<int[]> batches = EpochOrder.batches(size, batchesOf(8), 3, 5);
            assertThat(batches.stream().flatMapToInt(Arrays::stream).sorted())
                    .containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
        }
    }

    @Test
    void theLastBatchHasWhatIsLeftButNeverASingleSample() {
        assertThat(lengths(64)).containsExactly(32, 32);
        assertThat(lengths(65)).containsExactly(32, 33);
        assertThat(lengths(66)).containsExactly(32, 32, 2);
        assertThat(lengths(33)).containsExactly(33);
        assertThat(lengths(31)).containsExactly(31);
        assertThat(lengths(1)).containsExactly(1);
        assertThat(lengths(0)).isEmpty();
    }

    @Test
    void ordersDifferBetweenEpochsAndSeeds() {
        Set<List<Integer>> orders = new HashSet<>();
        for (long seed = -5; seed < 5; seed++) {
            for (int epoch = 0; epoch < 10; epoch++) {
                orders.add(EpochOrder.batches(50, batchesOf(50), seed, epoch).stream()
                        .flatMapToInt(Arrays::stream)
                        .boxed()
                        .toList());
            }
        }
        assertThat(orders).hasSize(100);
    }

    @Test
    void samplesMayComeAsTheyAreListed() {
        TrainingSettings listed =
                new TrainingSettings(1, 4, Order.LISTED, LastBatch.KEPT, TrainingSettings.Prototypes.AFTER_EPOCH);
        for (int epoch = 0; epoch < 3; epoch++) {
            assertThat(EpochOrder.batches(10, listed, epoch, epoch))
                    .containsExactly(new int[] {0, 1, 2, 3}, new int[] {4, 5, 6, 7}, new int[] {8, 9});
        }
    }

    @Test
    void whatDoesNotFillABatchMayBeDroppedUnlessItIsAllThereIs() {
        TrainingSettings dropping =
                new TrainingSettings(1, 4, Order.LISTED, LastBatch.DROPPED, TrainingSettings.Prototypes.AFTER_EPOCH);
        assertThat(EpochOrder.batches(8, dropping, 1, 0))
                .containsExactly(new int[] {0, 1, 2, 3}, new int[] {4, 5, 6, 7});
        assertThat(EpochOrder.batches(9, dropping, 1, 0))
                .containsExactly(new int[] {0, 1, 2, 3}, new int[] {4, 5, 6, 7});
        assertThat(EpochOrder.batches(7, dropping, 1, 0)).containsExactly(new int[] {0, 1, 2, 3});
        assertThat(EpochOrder.batches(3, dropping, 1, 0)).containsExactly(new int[] {0, 1, 2});
    }

    @Test
    void whatIsDroppedChangesWithTheOrder() {
        TrainingSettings dropping =
                new TrainingSettings(1, 4, Order.SHUFFLED, LastBatch.DROPPED, TrainingSettings.Prototypes.AFTER_EPOCH);
        Set<Integer> seen = new HashSet<>();
        for (int epoch = 0; epoch < 50; epoch++) {
            EpochOrder.batches(7, dropping, 1, epoch)
                    .forEach(batch -> Arrays.stream(batch).forEach(seen::add));
        }
        assertThat(seen).hasSize(7);
    }

    private static List<Integer> lengths(int size) {
        return EpochOrder.batches(size, batchesOf(32), 1, 0).stream()
                .map(batch -> batch.length)
                .toList();
    }

    private static TrainingSettings batchesOf(int samples) {
        return new TrainingSettings(1, samples);
    }
}
