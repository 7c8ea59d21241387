package io.tinyfleet.agent;

import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.prototype.CombinedRule;
import io.tinyfleet.agent.prototype.Evaluation;
import io.tinyfleet.agent.prototype.GlobalTargets;
import io.tinyfleet.agent.prototype.LocalPrototypes;
import io.tinyfleet.agent.prototype.NearestPrototype;
import io.tinyfleet.agent.training.EpochLosses;
import io.tinyfleet.agent.training.FeatureSums;
import io.tinyfleet.agent.training.Learner;
import io.tinyfleet.agent.training.LearnerFactory;
import io.tinyfleet.agent.training.ModelState;
import io.tinyfleet.agent.training.Outputs;
import io.tinyfleet.agent.training.Targets;
import io.tinyfleet.agent.training.TrainedEpoch;
import io.tinyfleet.protocol.message.Accuracy;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.SharedModel;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model with the data it learns from: one epoch, then prototypes from the training samples in evaluation mode, with
 * weights that no longer move, unless the learner collects them while it trains. Used by one thread at a time.
 */
public final class Trainee implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Trainee.class);

    private final DeviceData data;
    private final Learner learner;
    private final int classes;
    private final int dimensions;
    private LabelledSamples train;

    /**
     * Makes the model.
     *
     * @param commonSeed of the initial weights; without it they are the device's own
     */
    public Trainee(DeviceData data, LearnerFactory models, int classes, int dimensions, OptionalLong commonSeed) {
        this.data = data;
        this.train = data.train();
        this.learner = models.create(dimensions, classes, commonSeed);
        this.classes = classes;
        this.dimensions = dimensions;
    }

    /** What one epoch left behind. */
    public record Epoch(EpochLosses losses, LocalPrototypes prototypes) {}

    /** From now on trains on the device's own data and {@code more}, on the same scale, instead of what was more before. */
    void learnAlsoFrom(LabelledSamples more) {
        train = data.train().and(more);
    }

    /**
     * What the model makes of one sample, on the data's scale.
     *
     * @param global {@code null} while there are no global prototypes
     */
    CombinedRule.Choice predict(LabelledSamples sample, LocalPrototypes local, @Nullable GlobalTargets global) {
        Outputs outputs = learner.evaluate(sample);
        return new CombinedRule(CombinedRule.Weights.DEFAULT, local.rule(), rule(global))
                .choose(outputs.logits(0), outputs.features(0));
    }

    /** Trains one epoch. */
    public Epoch train(Targets targets) {
        TrainedEpoch trained = learner.trainEpoch(train, targets);
        FeatureSums seen = trained.seen();
        return seen == null ? after(trained.losses()) : new Epoch(trained.losses(), LocalPrototypes.of(seen));
    }

    /** What an epoch with these losses left behind in the model as it is now. */
    Epoch after(EpochLosses losses) {
        return new Epoch(losses, prototypes());
    }

    /** Of the model as it is now. */
    LocalPrototypes prototypes() {
        return LocalPrototypes.of(train, learner.evaluate(train), classes, dimensions);
    }

    /**
     * Judges the model as it is now.
     *
     * @param samples on the data's scale
     * @param global {@code null} while there are no global prototypes
     * @param weights of the rules where they are combined
     */
    Accuracy evaluate(
            LabelledSamples samples,
            LocalPrototypes local,
            @Nullable GlobalTargets global,
            CombinedRule.Weights weights) {
        return Evaluation.of(samples, learner.evaluate(samples), local.rule(), rule(global), weights);
    }

    private static @Nullable NearestPrototype rule(@Nullable GlobalTargets global) {
        return global == null || global.isEmpty() ? null : global.rule();
    }

    /** Judges the model on the device's own test samples, without a fleet. */
    public Accuracy evaluateAlone(LocalPrototypes local) {
        return evaluate(data.test(), local, null, CombinedRule.Weights.DEFAULT);
    }

    /** The model and its samples, to be averaged. */
    SharedModel sharedModel() {
        return new SharedModel(train.size(), learner.state().values());
    }

    /** Goes on with the fleet's average, if it is of this architecture; what was trained counts as trained. */
    void takeOver(SharedModel average) {
        ModelState own = learner.state();
        if (own.size() == average.size()) {
            learner.restore(new ModelState(own.epochs(), average.toArray()));
        } else {
            LOG.warn("the fleet's model has {} values, this one {}: not taken over", average.size(), own.size());
        }
    }

    /** The accuracy of the fleet's average by its head, as if the device had taken it over; {@code null} if it cannot. */
    @Nullable
    Double headOf(SharedModel average, LabelledSamples samples) {
        ModelState own = learner.state();
        if (own.size() != average.size()) {
            return null;
        }
        learner.restore(new ModelState(own.epochs(), average.toArray()));
        try {
            return Evaluation.head(samples, learner.evaluate(samples));
        } finally {
            learner.restore(own);
        }
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
