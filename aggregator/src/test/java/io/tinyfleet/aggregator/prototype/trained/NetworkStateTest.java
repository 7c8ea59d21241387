package io.tinyfleet.aggregator.prototype.trained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NetworkStateTest {
    @Test
    void beginsWithNormalEmbeddingsAndSmallUniformWeights() {
        float[] values = NetworkState.initial(200, 100, 1).toArray();
        float[] embeddings = Arrays.copyOf(values, 200 * 100);
        float[] layers = Arrays.copyOfRange(values, 200 * 100, values.length);

        assertThat(values).hasSize(200 * 100 + 2 * (100 * 100 + 100));
        assertThat(meanSquare(embeddings)).isCloseTo(1, within(0.03));
        assertThat(meanSquare(layers)).isCloseTo(0.01 / 3, within(0.0001));
        for (float value : layers) {
            assertThat(value).isBetween(-0.1f, 0.1f);
        }
    }

    @Test
    void theSeedDecides() {
        assertThat(NetworkState.initial(3, 5, 9)).isEqualTo(NetworkState.initial(3, 5, 9));
        assertThat(NetworkState.initial(3, 5, 9)).hasSameHashCodeAs(NetworkState.initial(3, 5, 9));
        assertThat(NetworkState.initial(3, 5, 9)).isNotEqualTo(NetworkState.initial(3, 5, 10));
    }

    @Test
    void isGivenBackBitByBit() {
        NetworkState state = NetworkState.initial(3, 5, 9);

        assertThat(NetworkState.of(3, 5, state.toArray())).isEqualTo(state);
    }

    @Test
    void refusesAnotherNumberOfParameters() {
        assertThatThrownBy(() -> NetworkState.of(3, 5, new float[74]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a network for K=3 and s=5 has 75 parameters, not 74");
        assertThatThrownBy(() -> NetworkState.initial(0, 5, 1)).hasMessageContaining("K=0");
        assertThatThrownBy(() -> NetworkState.initial(2, 125_000, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a network has at most 10000000 parameters, but K=2 and s=125000 need 31250500000");
    }

    private static double meanSquare(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return sum / values.length;
    }
}
