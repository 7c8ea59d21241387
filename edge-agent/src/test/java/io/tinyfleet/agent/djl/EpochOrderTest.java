package io.tinyfleet.agent.djl;

import static org.assertj.core.api.Assertions.assertThat;

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
            List<int[]> batches = EpochOrder.batches(size, 8, 3, 5);
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
                orders.add(EpochOrder.batches(50, 50, seed, epoch).stream()
                        .flatMapToInt(Arrays::stream)
                        .boxed()
                        .toList());
            }
        }
        assertThat(orders).hasSize(100);
    }

    private static List<Integer> lengths(int size) {
        return EpochOrder.batches(size, 32, 1, 0).stream()
                .map(batch -> batch.length)
                .toList();
    }
}
