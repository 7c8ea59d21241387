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

    @Test
    void kernelsForImagesAreNormalByTheirFanOutWithoutBias() {
        try (NDManager manager = PyTorch.newManager()) {
            InitialWeights weights = InitialWeights.normalKernels(1);
            // 200 filters by 5 x 5: fan-out 5,000, deviation 0.02.
            float[] weight = weights.initialize(manager, new Shape(200, 3, 5, 5), DataType.FLOAT32)
                    .toFloatArray();
            float[] bias = weights.initialize(manager, new Shape(200), DataType.FLOAT32)
                    .toFloatArray();
            double squares = 0;
            double withinOne = 0;
            for (float value : weight) {
                squares += value * value;
                withinOne += Math.abs(value) < 0.02 ? 1 : 0;
            }
            assertThat(Math.sqrt(squares / weight.length)).isCloseTo(0.02, within(0.0005));
            assertThat(withinOne / weight.length).isCloseTo(0.683, within(0.02));
            assertThat(bias).containsOnly(0);
        }
    }

    @Test
    void linearLayersOfModelsForImagesKeepPyTorchsRule() {
        try (NDManager manager = PyTorch.newManager()) {
            InitialWeights weights = InitialWeights.normalKernels(1);
            float[] weight = weights.initialize(manager, new Shape(64, 100), DataType.FLOAT32)
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
