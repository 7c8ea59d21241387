package io.tinyfleet.agent.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelledSamplesTest {
    private static final SampleShape PAIR = new SampleShape(2, 1);
    private static final LabelledSamples THREE =
            new LabelledSamples(PAIR, new float[] {1, 2, 3, 4, 5, 6}, new int[] {7, 8, 9});

    @Test
    void someAreTakenInTheOrderWanted() {
        LabelledSamples some = THREE.only(List.of(2, 0));

        assertThat(SampleValues.of(some)).containsExactly(5, 6, 1, 2);
        assertThat(SampleValues.labels(some)).containsExactly(9, 7);
    }

    @Test
    void thoseOfAClassKeepTheirOrder() {
        LabelledSamples pairs = new LabelledSamples(PAIR, new float[] {1, 2, 3, 4, 5, 6}, new int[] {7, 8, 7});

        assertThat(pairs.ofClass(7)).isEqualTo(pairs.only(List.of(0, 2)));
        assertThat(pairs.ofClass(6).size()).isZero();
    }

    @Test
    void partsAreJoinedOneBehindTheOther() {
        LabelledSamples one = THREE.only(List.of(1));

        assertThat(LabelledSamples.joined(List.of(one, THREE.only(List.of()), THREE)))
                .isEqualTo(THREE.only(List.of(1, 0, 1, 2)))
                .isEqualTo(one.and(THREE));
    }

    @Test
    void othersCannotBeJoined() {
        assertThatThrownBy(() -> THREE.and(new LabelledSamples(new SampleShape(1, 2), new float[0], new int[0])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("samples of 1 × 2 cannot stand behind samples of 2 × 1");
    }
}
