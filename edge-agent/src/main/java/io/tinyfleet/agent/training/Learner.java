package io.tinyfleet.agent.training;

import io.tinyfleet.agent.data.LabelledSamples;

/**
 * A device's own model: a feature extractor f: sample → R^d and a head R^d → logits. Its weights never leave it.
 *
 * <p>Not thread-safe: one thread at a time, any thread.
 */
public interface Learner extends AutoCloseable {
    /** What the model is called in status messages, for example {@code cnn}. */
    String name();

    /** Trainable values: what sending the model would cost, four bytes each. */
    long parameters();

    /**
     * One epoch of SGD over {@code samples} in an order that follows from the learner's seed and the number of epochs
     * trained before, minimising L = CE + λ·R (method: Eq 5, 11).
     *
     * @param targets what features are pulled to; {@link Targets#none} trains with CE alone
     */
    EpochLosses trainEpoch(LabelledSamples samples, Targets targets);

    /** Features and logits of every sample, in evaluation mode; changes nothing. */
    Outputs evaluate(LabelledSamples samples);

    @Override
    void close();
}
