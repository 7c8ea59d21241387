package io.tinyfleet.agent.data.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.Pool;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassesPerDeviceTest {
    private static final Pool POOL = Pools.of(10, 120);

    @Test
    void everyDeviceHoldsThatManyAndEverySampleIsDealtOnce() throws DataException {
        List<Share> shares = new ClassesPerDevice(20, 3, 1).deal(POOL);

        assertThat(shares).hasSize(20).allSatisfy(share -> {
            assertThat(Pools.classes(share, POOL)).isEqualTo(3);
            // 60 holdings of 10 classes: each class has six holders.
            assertThat(share.size()).isEqualTo(3 * 20);
            assertThat(share.train()).hasSize(45);
        });
        assertThat(Pools.all(shares))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 1_200).boxed().toList());
    }

    @Test
    void seedDecides() throws DataException {
        assertThat(new ClassesPerDevice(5, 2, 1).deal(POOL)).isEqualTo(new ClassesPerDevice(5, 2, 1).deal(POOL));
        assertThat(new ClassesPerDevice(5, 2, 1).deal(POOL)).isNotEqualTo(new ClassesPerDevice(5, 2, 2).deal(POOL));
    }

    @Test
    void classesThatNobodyHoldsAreLeftOut() throws DataException {
        assertThat(Pools.all(new ClassesPerDevice(2, 3, 1).deal(POOL))).hasSize(6 * 120);
    }

    @Test
    void whatCannotBeDealtIsTold() {
        assertThatThrownBy(() -> new ClassesPerDevice(2, 11, 1).deal(POOL))
                .isInstanceOf(DataException.class)
                .hasMessage("11 classes per device, but there are only 10 classes");
        assertThatThrownBy(() -> new ClassesPerDevice(200, 1, 1).deal(POOL))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("device-01 would get 5 samples for training and 1 for testing, expected 10");
        assertThatThrownBy(() -> new ClassesPerDevice(0, 1, 1)).hasMessage("devices must be 1 to 10000, but is 0");
        assertThatThrownBy(() -> new ClassesPerDevice(1, 0, 1))
                .hasMessage("classes per device must be 1 or more, but is 0");
    }
}
