package io.tinyfleet.deploy.local;

import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.training.Learner;
import io.tinyfleet.agent.training.ModelState;
import io.tinyfleet.agent.training.Outputs;
import io.tinyfleet.agent.training.Targets;
import io.tinyfleet.agent.training.TrainedEpoch;

/** A learner around another, which does everything that is not overridden. */
public abstract class ForwardingLearner implements Learner {
    private final Learner learner;

    protected ForwardingLearner(Learner learner) {
        this.learner = learner;
    }

    @Override
    public String name() {
        return learner.name();
    }

    @Override
    public long parameters() {
        return learner.parameters();
    }

    @Override
    public TrainedEpoch trainEpoch(LabelledSamples samples, Targets targets) {
        return learner.trainEpoch(samples, targets);
    }

    @Override
    public Outputs evaluate(LabelledSamples samples) {
        return learner.evaluate(samples);
    }

    @Override
    public ModelState state() {
        return learner.state();
    }

    @Override
    public void restore(ModelState state) {
        learner.restore(state);
    }

    @Override
    public void stop() {
        learner.stop();
    }

    @Override
    public void close() {
        learner.close();
    }
}
