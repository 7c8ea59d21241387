package io.tinyfleet.aggregator.prototype.trained;

import java.util.Arrays;
import java.util.Random;

/**
 * The network's parameters, as they are kept from round to round: one flat array of K·s + 2·(s² + s) values,
 *
 * <pre>
 * embedding [K, s] | W₁ [s, s] | b₁ [s] | W₂ [s, s] | b₂ [s]      (row-major; W by output and input)
 * P_j = W₂ · max(0, W₁ · embedding_j + b₁) + b₂
 * </pre>
 *
 * <p>Stored and given back bit by bit, it trains to the same bits. Immutable.
 */
public final class NetworkState {
    /** What a state may hold, 40 MB: enough for s = 2,000. */
    public static final int MOST_PARAMETERS = 10_000_000;

    private final int classes;
    private final int width;
    private final float[] values;

    private NetworkState(int classes, int width, float[] values) {
        this.classes = classes;
        this.width = width;
        this.values = values;
    }

    /**
     * The network before its first round, as PyTorch begins one: embeddings from N(0, 1), weights and biases uniform in
     * ±1/√s. The same seed gives the same bits on every machine.
     *
     * @param classes K ≥ 1
     * @param kept s ≥ 1; K·s + 2·(s² + s) ≤ {@value #MOST_PARAMETERS}
     */
    public static NetworkState initial(int classes, int kept, long seed) {
        float[] values = new float[size(classes, kept)];
        Random random = new Random(seed);
        int embeddings = classes * kept;
        for (int i = 0; i < embeddings; i++) {
            values[i] = (float) random.nextGaussian();
        }
        float bound = (float) (1 / Math.sqrt(kept));
        for (int i = embeddings; i < values.length; i++) {
            values[i] = (2 * random.nextFloat() - 1) * bound;
        }
        return new NetworkState(classes, kept, values);
    }

    /**
     * The state that {@link #toArray()} gave.
     *
     * @throws IllegalArgumentException if there are not K·s + 2·(s² + s) values, or too many
     */
    public static NetworkState of(int classes, int kept, float[] values) {
        if (values.length != size(classes, kept)) {
            throw new IllegalArgumentException("a network for K=" + classes + " and s=" + kept + " has "
                    + size(classes, kept) + " parameters, not " + values.length);
        }
        return new NetworkState(classes, kept, values.clone());
    }

    private static int size(int classes, int kept) {
        if (classes < 1 || kept < 1) {
            throw new IllegalArgumentException("a network needs K ≥ 1 and s ≥ 1, but K=" + classes + " and s=" + kept);
        }
        long size = (long) classes * kept + 2 * ((long) kept * kept + kept);
        if (size > MOST_PARAMETERS) {
            throw new IllegalArgumentException("a network has at most " + MOST_PARAMETERS + " parameters, but K="
                    + classes + " and s=" + kept + " need " + size);
        }
        return (int) size;
    }

    /** K. */
    public int classes() {
        return classes;
    }

    /** s. */
    public int kept() {
        return width;
    }

    /** All parameters in the order above: a copy. */
    public float[] toArray() {
        return values.clone();
    }

    /** Bit by bit. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkState that
                && classes == that.classes
                && width == that.width
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "NetworkState[K=" + classes + ", s=" + width + "]";
    }
}
