package io.tinyfleet.agent;

import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.prototype.Evaluation;
import io.tinyfleet.agent.prototype.GlobalTargets;
import io.tinyfleet.agent.prototype.LocalPrototypes;
import io.tinyfleet.agent.prototype.NearestPrototype;
import io.tinyfleet.agent.training.EpochLosses;
import io.tinyfleet.agent.training.FeatureSums;
import io.tinyfleet.agent.training.Learner;
import io.tinyfleet.agent.training.LearnerFactory;
import io.tinyfleet.agent.training.Targets;
import io.tinyfleet.agent.training.TrainedEpoch;
import io.tinyfleet.protocol.message.Accuracy;
import io.tinyfleet.protocol.message.ClassSet;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A model with the data it learns from: one epoch, then prototypes from the training samples in evaluation mode, with
 * weights that no longer move, unless the learner collects them while it trains. Used by one thread at a time.
 */
public final class Trainee implements AutoCloseable {
    private final DeviceData data;
    private final Learner learner;
    private final int classes;
    private final int dimensions;
    private LabelledSamples train;

    public Trainee(DeviceData data, LearnerFactory models, int classes, int dimensions) {
        this.data = data;
        this.train = data.train();
        this.learner = models.create(dimensions, classes, OptionalLong.empty());
        this.classes = classes;
        this.dimensions = dimensions;
    }

    /** What one epoch left behind. */
    public record Epoch(EpochLosses losses, LocalPrototypes prototypes) {}

    /** From now on trains on the device's own data and {@code more}, on the same scale, instead of what was more before. */
    void learnAlsoFrom(LabelledSamples more) {
        train = data.train().and(more);
    }

    /** The local prototype nearest to one sample, on the data's scale. */
    NearestPrototype.Nearest nearest(LocalPrototypes local, LabelledSamples sample) {
        return local.rule().nearest(learner.evaluate(sample).features(0));
    }

    /**
     * Trains one epoch.
     *
     * @param targets {@code null} to train with the cross-entropy alone
     */
    public Epoch train(@Nullable GlobalTargets targets) {
        TrainedEpoch trained =
                learner.trainEpoch(train, targets == null ? Targets.none(classes, dimensions) : targets.forTraining());
        FeatureSums seen = trained.seen();
        return seen == null ? after(trained.losses()) : new Epoch(trained.losses(), LocalPrototypes.of(seen));
    }

    /** What an epoch with these losses left behind in the model as it is now. */
    Epoch after(EpochLosses losses) {
        return new Epoch(losses, LocalPrototypes.of(train, learner.evaluate(train), classes, dimensions));
    }

    /**
     * Judges the model, as it is now, on the device's test samples.
     *
     * @param global {@code null} while there are no global prototypes
     */
    public Accuracy evaluate(LocalPrototypes local, @Nullable GlobalTargets global) {
        return Evaluation.of(
                data.test(), learner.evaluate(data.test()), local.rule(), global == null ? null : global.rule());
    }

    /** The classes that the device has training samples of. */
    public ClassSet classesHeld() {
        int[] counts = train.countPerClass(classes);
        return ClassSet.of(
                IntStream.range(0, classes).filter(cls -> counts[cls] > 0).toArray());
    }

    /** Whether there is anything to train on. */
    boolean hasSamples() {
        return train.size() > 0;
    }

    public int testSamples() {
        return data.test().size();
    }

    public Learner learner() {
        return learner;
    }

    @Override
    public void close() {
        learner.close();
    }
}
