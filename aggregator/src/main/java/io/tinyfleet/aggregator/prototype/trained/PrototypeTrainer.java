package io.tinyfleet.aggregator.prototype.trained;

import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.SparsePrototypes;
import java.util.List;

/**
 * Learns the global prototypes P_j from a round's uploads instead of averaging them: FedTGP (J. Zhang, Y. Liu, Y. Hua,
 * J. Cao, AAAI-24) and, over compressed vectors, TinyProto-FT. In every round the network of {@link NetworkState} goes
 * on from where the last one left it, for S epochs of plain stochastic gradient descent (rate 0.01, batches of 32, a
 * last partial one included, shuffled anew in every epoch) on {@link MarginLoss} with the margin
 * min(max_j gap_j, 100), on the common scale of {@link Uploads}.
 *
 * <p>The result is a function of the state, the uploads in their order, the round and the seed, to the last bit and on
 * every machine. It takes about S · ⌈n/32⌉ · 6 · C · s² multiplications, n uploads of C classes.
 *
 * <p>Immutable; {@link #train} may be called from any thread.
 */
public final class PrototypeTrainer {
    /** S, server epochs a round. */
    public static final int EPOCHS = 100;

    private static final int BATCH = 32;
    private static final float RATE = 0.01f;

    private final int classes;
    private final int kept;
    private final int epochs;
    private final long seed;

    /**
     * A trainer for one plan.
     *
     * @param classes K ≥ 1
     * @param kept s ≥ 1
     * @param epochs S ≥ 1; usually {@link #EPOCHS}
     * @param seed of the initial network and of all shuffles
     */
    public PrototypeTrainer(int classes, int kept, int epochs, long seed) {
        if (epochs < 1) {
            throw new IllegalArgumentException("server epochs must be 1 or more, but are " + epochs);
        }
        this.classes = classes;
        this.kept = kept;
        this.epochs = epochs;
        this.seed = seed;
    }

    /** Where the first round begins. */
    public NetworkState initial() {
        return NetworkState.initial(classes, kept, seed);
    }

    /**
     * Trains for one round. Classes that nobody uploaded take no part. With a single class there is nothing to tell
     * apart: its prototype is the mean upload, and the network stays as it is, as it does without any upload. A network
     * that has left the range of {@code float} is begun anew.
     *
     * @param before of this K and s, from the last round
     * @param uploads one device's each, in device order
     * @throws IllegalArgumentException if the state or an upload is of another K or s
     */
    public TrainedRound train(NetworkState before, List<SparsePrototypes> uploads, RoundNumber round) {
        requireFitting(before, uploads);
        Uploads scaled = new Uploads(kept, uploads);
        if (scaled.classes().size() < 2) {
            return new TrainedRound(before, scaled.restored(scaled.means()), scaled.contributors());
        }
        PrototypeNetwork network = trained(before, scaled, round);
        if (!network.isFinite()) {
            network = trained(initial(), scaled, round);
        }
        return new TrainedRound(network.state(), scaled.restored(network.forward()), scaled.contributors());
    }

    private void requireFitting(NetworkState before, List<SparsePrototypes> uploads) {
        if (before.classes() != classes || before.kept() != kept) {
            throw new IllegalArgumentException(
                    "the state must be for K=" + classes + " and s=" + kept + ", but is " + before);
        }
        for (SparsePrototypes upload : uploads) {
            if (upload.kept() != kept || !upload.classes().isWithin(classes)) {
                throw new IllegalArgumentException(
                        "uploads must have s=" + kept + " and classes below " + classes + ", but one is " + upload);
            }
        }
    }

    private PrototypeNetwork trained(NetworkState from, Uploads uploads, RoundNumber round) {
        PrototypeNetwork network = new PrototypeNetwork(from, uploads.classes());
        MarginLoss loss = new MarginLoss(uploads.classes().size(), kept, uploads.margin());
        ShuffledOrder order = new ShuffledOrder(uploads.size(), seed, round);
        for (int epoch = 0; epoch < epochs; epoch++) {
            int[] shuffled = order.next();
            for (int start = 0; start < shuffled.length; start += BATCH) {
                int end = Math.min(shuffled.length, start + BATCH);
                float[][] gradient =
                        loss.gradient(network.forward(), uploads.vectors(), uploads.labels(), shuffled, start, end);
                network.descend(gradient, RATE);
            }
        }
        return network;
    }
}
