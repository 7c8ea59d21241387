package io.tinyfleet.agent.data.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.Pool;
import io.tinyfleet.agent.data.SampleValues;
import io.tinyfleet.protocol.DeviceId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScarceTest {
    private static final Pool POOL = Pools.of(4, 100);
    private static final Partition WHOLE = new ClassesPerDevice(5, 2, 1);

    @Test
    void ofEachClassThatManyAreKeptInTheirOrder() throws DataException {
        List<Share> whole = WHOLE.deal(POOL);
        List<Share> scarce = new Scarce(WHOLE, 5, 1).deal(POOL);

        for (int device = 0; device < 5; device++) {
            List<Integer> kept = scarce.get(device).train();
            Map<Integer, Long> counts = kept.stream()
                    .map(i -> POOL.samples().get(i).label())
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            assertThat(counts).hasSize(2).allSatisfy((label, count) -> assertThat(count)
                    .isEqualTo(5));
            assertThat(whole.get(device).train()).containsSubsequence(kept);
            assertThat(scarce.get(device).test()).isEqualTo(whole.get(device).test());
        }
    }

    @Test
    void fewerAreSomeOfMore() throws DataException {
        List<Share> five = new Scarce(WHOLE, 5, 1).deal(POOL);
        List<Share> ten = new Scarce(WHOLE, 10, 1).deal(POOL);

        for (int device = 0; device < 5; device++) {
            assertThat(ten.get(device).train()).containsAll(five.get(device).train());
        }
        assertThat(new Scarce(WHOLE, 5, 2).deal(POOL)).isNotEqualTo(five);
    }

    @Test
    void enoughChangesNothing() throws DataException {
        assertThat(new Scarce(WHOLE, 100, 1).deal(POOL)).isEqualTo(WHOLE.deal(POOL));
    }

    @Test
    void whatWasDroppedDoesNotCountInTheScale() throws DataException {
        float[] values = SampleValues.of(new Scarce(WHOLE, 5, 1)
                .over(POOL)
                .load(new DeviceId("device-01"))
                .train());
        double sum = 0;
        for (float value : values) {
            sum += value;
        }

        assertThat(values).hasSize(10);
        assertThat(sum).isCloseTo(0, org.assertj.core.api.Assertions.within(1e-5));
    }

    @Test
    void noneIsRefused() {
        assertThatThrownBy(() -> new Scarce(WHOLE, 0, 1))
                .hasMessage("training samples per class must be 1 or more, but is 0");
    }
}
