package io.tinyfleet.aggregator.prototype.trained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MarginLossTest {
    private static final float[][] PROTOTYPES = {{0}, {3}};

    /**
     * u = 1 of class 0 is 1 away from its prototype and 2 from the other's: softmax(−1, −2) = (0.7311, 0.2689), so both
     * prototypes are to move up with 0.2689: the own one towards u, the other away from it.
     */
    @Test
    void uploadsPullTheirPrototypeAndPushTheOthers() {
        assertThat(gradientOf(0, new float[][] {{1}}, 0)).containsExactly(-0.26894143f, -0.26894143f);
    }

    /** The margin of 1 makes both as far: softmax(−2, −2) = (½, ½). */
    @Test
    void theMarginLengthensTheWayToTheOwnPrototype() {
        assertThat(gradientOf(1, new float[][] {{1}}, 0)).containsExactly(-0.5f, -0.5f);
    }

    /** u = 1 of class 0 as above and u = 2 of class 1, its mirror image: ½ (−0.2689 + 0.2689) = 0 for both. */
    @Test
    void aBatchCountsByItsMean() {
        float[] gradient = gradientOf(0, new float[][] {{1}, {2}}, 0, 1);

        assertThat(gradient[0]).isCloseTo(0, within(1e-7f));
        assertThat(gradient[1]).isCloseTo(0, within(1e-7f));
    }

    @Test
    void anUploadOnAPrototypeDoesNotPullIt() {
        float[] gradient = gradientOf(5, new float[][] {{0}}, 0);

        assertThat(gradient[0]).isZero();
        assertThat(gradient[1]).isNegative();
    }

    @Test
    void noUploadPullsHarderThanOne() {
        float[] gradient = gradientOf(100, new float[][] {{-1e9f}}, 0);

        assertThat(gradient[0]).isCloseTo(1, within(1e-6f));
        assertThat(gradient[1]).isCloseTo(-1, within(1e-6f));
    }

    private static float[] gradientOf(float margin, float[][] uploads, int... labels) {
        int[] order = new int[labels.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        float[][] gradient =
                new MarginLoss(2, 1, margin).gradient(PROTOTYPES, uploads, labels, order, 0, labels.length);
        return new float[] {gradient[0][0], gradient[1][0]};
    }
}
