package io.tinyfleet.aggregator.prototype.trained;

/**
 * FedTGP's contrastive loss with an adaptive margin (AAAI-24, "adaptive-margin-enhanced contrastive learning"), mean
 * over a batch of uploads u_b of classes y_b:
 *
 * <pre>
 * δ_bj = √(‖u_b − P_j‖² + ε)                   ε = 1e-12
 * z_bj = −(δ_bj + margin · [j = y_b])
 * L    = −(1/B) Σ_b log softmax_j(z_bj)[y_b]
 * ∂L/∂P_j = (1/B) Σ_b ([j = y_b] − softmax_j(z_bj)) · (P_j − u_b) / δ_bj
 * </pre>
 *
 * <p>No upload's part in ∂L/∂P_j is longer than 1/B, wherever the upload lies: large ones cannot make steps large.
 * {@code exp} is {@link StrictMath}'s, for the same bits on every machine. Not thread-safe.
 */
final class MarginLoss {
    private static final float EPSILON = 1e-12f;

    private final int classes;
    private final float margin;
    private final float[][] gradient;
    private final float[] distances;
    private final double[] shares;

    /**
     * A loss over the C classes that take part.
     *
     * @param classes C
     * @param width s
     * @param margin 0 or more
     */
    MarginLoss(int classes, int width, float margin) {
        this.classes = classes;
        this.margin = margin;
        gradient = new float[classes][width];
        distances = new float[classes];
        shares = new double[classes];
    }

    /**
     * ∂L/∂P; valid until the next call.
     *
     * @param prototypes P, {@code [C, s]}
     * @param uploads {@code [n, s]}
     * @param labels y: 0 to C−1, {@code [n]}
     * @param order of the uploads
     * @param from the batch's first place in {@code order}
     * @param to behind its last
     */
    float[][] gradient(float[][] prototypes, float[][] uploads, int[] labels, int[] order, int from, int to) {
        Matrices.clear(gradient);
        for (int place = from; place < to; place++) {
            float[] upload = uploads[order[place]];
            int label = labels[order[place]];
            measure(prototypes, upload);
            softmax(label);
            for (int cls = 0; cls < classes; cls++) {
                double slope = (cls == label ? 1 : 0) - shares[cls];
                float weight = (float) (slope / ((to - from) * (double) distances[cls]));
                addDifference(weight, prototypes[cls], upload, gradient[cls]);
            }
        }
        return gradient;
    }

    private void measure(float[][] prototypes, float[] upload) {
        for (int cls = 0; cls < prototypes.length; cls++) {
            distances[cls] = (float) Math.sqrt(Distances.squared(prototypes[cls], upload) + EPSILON);
        }
    }

    private void softmax(int label) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int cls = 0; cls < classes; cls++) {
            shares[cls] = -distances[cls] - (cls == label ? margin : 0);
            largest = Math.max(largest, shares[cls]);
        }
        double sum = 0;
        for (int cls = 0; cls < classes; cls++) {
            shares[cls] = StrictMath.exp(shares[cls] - largest);
            sum += shares[cls];
        }
        for (int cls = 0; cls < classes; cls++) {
            shares[cls] /= sum;
        }
    }

    private static void addDifference(float weight, float[] prototype, float[] upload, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * (prototype[i] - upload[i]);
        }
    }
}
