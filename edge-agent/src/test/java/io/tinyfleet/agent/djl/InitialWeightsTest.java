package io.tinyfleet.agent.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class InitialWeightsTest {
    @Test
    void weightAndBiasFillTheRangeOfTheirFanIn() {
        try (NDManager manager = PyTorch.newManager()) {
            InitialWeights weights = InitialWeights.uniform(1);
            // 20 channels by kernel 5: fan-in 100.
            float[] weight = weights.initialize(manager, new Shape(64, 20, 5), DataType.FLOAT32)
                    .toFloatArray();
            float[] bias =
                    weights.initialize(manager, new Shape(64), DataType.FLOAT32).toFloatArray();
            assertFills(weight, 0.1, 0.001);
            assertFills(bias, 0.1, 0.02);
        }
    }

    private static void assertFills(float[] values, double bound, double slack) {
        double sum = 0;
        double largest = 0;
        for (float value : values) {
            sum += value;
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(largest).isBetween(bound - slack, bound);
        assertThat(sum / values.length).isCloseTo(0, within(bound * 3 / Math.sqrt(values.length)));
    }
}
