package io.tinyfleet.deploy.experiment;

import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.training.FeatureSums;
import io.tinyfleet.agent.training.Learner;
import io.tinyfleet.agent.training.LearnerFactory;
import io.tinyfleet.agent.training.Targets;
import io.tinyfleet.agent.training.TrainedEpoch;
import io.tinyfleet.deploy.local.ForwardingLearner;

/**
 * A habit of the authors' code: n_ij counts all samples that a device has of a class, to train and to test with, also those
 * that are in no full batch. The means stay what they are, and a class of which none was seen stays out.
 */
final class CountingTests extends ForwardingLearner {
    private final LabelledSamples tests;

    private CountingTests(Learner learner, LabelledSamples tests) {
        super(learner);
        this.tests = tests;
    }

    static LearnerFactory in(LearnerFactory models, LabelledSamples tests) {
        return (dimensions, classes, commonSeed) ->
                new CountingTests(models.create(dimensions, classes, commonSeed), tests);
    }

    @Override
    public TrainedEpoch trainEpoch(LabelledSamples samples, Targets targets) {
        TrainedEpoch epoch = super.trainEpoch(samples, targets);
        FeatureSums seen = epoch.seen();
        if (seen == null) {
            throw new IllegalStateException("this is a bug: nothing was collected to count tests with");
        }
        int[] trained = samples.countPerClass(seen.classes());
        int[] tested = tests.countPerClass(seen.classes());
        FeatureSums counted = new FeatureSums(seen.classes(), seen.dimensions());
        for (int cls = 0; cls < seen.classes(); cls++) {
            float[] mean = narrowed(seen.mean(cls));
            int count = seen.count(cls) == 0 ? 0 : trained[cls] + tested[cls];
            for (int sample = 0; sample < count; sample++) {
                counted.add(cls, mean, 0);
            }
        }
        return new TrainedEpoch(epoch.losses(), counted);
    }

    private static float[] narrowed(double[] values) {
        float[] narrow = new float[values.length];
        for (int k = 0; k < values.length; k++) {
            narrow[k] = (float) values[k];
        }
        return narrow;
    }
}
