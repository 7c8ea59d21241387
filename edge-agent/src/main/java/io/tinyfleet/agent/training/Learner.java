package io.tinyfleet.agent.training;

import io.tinyfleet.agent.data.LabelledSamples;

/**
 * A device's own model: a feature extractor f: sample → R^d and a head R^d → logits. Its weights never leave it.
 *
 * <p>Not thread-safe: one thread at a time, any thread; {@link #stop} excepted.
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
     * @throws java.util.concurrent.CancellationException if {@link #stop} was called
     */
    TrainedEpoch trainEpoch(LabelledSamples samples, Targets targets);

    /** Features and logits of every sample, in evaluation mode; changes nothing. */
    Outputs evaluate(LabelledSamples samples);

    /** The model as it is now: a copy. */
    ModelState state();

    /**
     * From now on the model is the one of which {@code state} was taken.
     *
     * @throws IllegalArgumentException if that was a model of another size; nothing has changed, then
     */
    void restore(ModelState state);

    /** Gives up the epoch that runs, between two steps, and all later ones; called by any thread. */
    void stop();

    @Override
    void close();
}
