package io.tinyfleet.aggregator.prototype.trained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tinyfleet.protocol.message.ClassSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrototypeNetworkTest {
    private static final int CLASSES = 4;
    private static final int WIDTH = 6;
    private static final int[] PRESENT = {0, 1, 3};
    private static final int[] LABELS = {0, 1, 2, 0, 2};
    private static final float MARGIN = 1.5f;
    private static final NetworkState STATE = NetworkState.initial(CLASSES, WIDTH, 7);
    private static final float[][] UPLOADS = uploads();

    /** s = 1, K = 2: P_0 = 3 · max(0, 2 · 5 + 1) + 4 = 37, P_1 = 3 · max(0, 2 · −5 + 1) + 4 = 4. */
    @Test
    void prototypesAreTwoLayersOverAnEmbedding() {
        NetworkState state = NetworkState.of(2, 1, new float[] {5, -5, 2, 1, 3, 4});

        float[][] prototypes = new PrototypeNetwork(state, ClassSet.of(0, 1)).forward();

        assertThat(prototypes).isDeepEqualTo(new float[][] {{37}, {4}});
    }

    @Test
    void forwardAgreesWithTheReference() {
        float[][] prototypes = new PrototypeNetwork(STATE, ClassSet.of(PRESENT)).forward();

        for (int row = 0; row < PRESENT.length; row++) {
            double[] expected = ReferenceNetwork.prototype(doubles(STATE), CLASSES, WIDTH, PRESENT[row]);
            for (int i = 0; i < WIDTH; i++) {
                assertThat((double) prototypes[row][i]).isCloseTo(expected[i], within(1e-6));
            }
        }
    }

    /** Every parameter of every group; 24 embeddings, 36 weights and 6 biases a layer, in the state's order. */
    @ParameterizedTest
    @CsvSource({"embedding,0,24", "W1,24,60", "b1,60,66", "W2,66,102", "b2,102,108"})
    void gradientsAreTheSlopesOfTheLoss(String group, int from, int to) {
        float[] gradient = gradient();
        double largest = 0;
        for (int i = from; i < to; i++) {
            double slope = slope(i);
            assertThat((double) gradient[i]).as("%s[%d]", group, i - from).isCloseTo(slope, within(2e-6));
            largest = Math.max(largest, Math.abs(slope));
        }
        assertThat(largest).as("the largest slope").isGreaterThan(0.01);
    }

    @Test
    void embeddingsOfAbsentClassesStay() {
        float[] gradient = gradient();

        assertThat(gradient).hasSize(108);
        for (int i = 2 * WIDTH; i < 3 * WIDTH; i++) {
            assertThat(gradient[i]).isZero();
        }
    }

    /** What one step of rate 1 takes away. */
    private static float[] gradient() {
        PrototypeNetwork network = new PrototypeNetwork(STATE, ClassSet.of(PRESENT));
        MarginLoss loss = new MarginLoss(PRESENT.length, WIDTH, MARGIN);
        int[] order = {4, 2, 0, 1, 3};
        network.descend(loss.gradient(network.forward(), UPLOADS, LABELS, order, 0, order.length), 1);
        float[] gradient = STATE.toArray();
        float[] after = network.state().toArray();
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] -= after[i];
        }
        return gradient;
    }

    /** Central difference. */
    private static double slope(int parameter) {
        double step = 1e-6;
        double[] up = doubles(STATE);
        double[] down = doubles(STATE);
        up[parameter] += step;
        down[parameter] -= step;
        return (loss(up) - loss(down)) / (2 * step);
    }

    private static double loss(double[] parameters) {
        return ReferenceNetwork.loss(parameters, CLASSES, PRESENT, UPLOADS, LABELS, MARGIN);
    }

    private static double[] doubles(NetworkState state) {
        float[] values = state.toArray();
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private static float[][] uploads() {
        Random random = new Random(3);
        float[][] uploads = new float[LABELS.length][WIDTH];
        for (float[] upload : uploads) {
            for (int i = 0; i < WIDTH; i++) {
                upload[i] = (float) random.nextGaussian();
            }
        }
        return uploads;
    }
}
