package io.tinyfleet.deploy.local;

import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.training.Learner;
import io.tinyfleet.agent.training.LearnerFactory;
import io.tinyfleet.agent.training.Outputs;
import io.tinyfleet.agent.training.Targets;
import io.tinyfleet.agent.training.TrainedEpoch;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets as many devices compute at a time as the machine has cores: on a board a device has its cores for itself, here
 * they share. Once stopped, whoever computes finishes and whoever waits is cancelled.
 */
public final class SharedCores {
    private final Semaphore cores = new Semaphore(Runtime.getRuntime().availableProcessors(), true);
    private volatile boolean stopped;

    public LearnerFactory shared(LearnerFactory models) {
        return (dimensions, classes, commonSeed) ->
                new SharedLearner(compute(() -> models.create(dimensions, classes, commonSeed)));
    }

    public void stop() {
        stopped = true;
    }

    private <T> T compute(Supplier<T> computation) {
        cores.acquireUninterruptibly();
        try {
            if (stopped) {
                throw new CancellationException("everything is being stopped");
            }
            return computation.get();
        } finally {
            cores.release();
        }
    }

    private final class SharedLearner extends ForwardingLearner {
        SharedLearner(Learner learner) {
            super(learner);
        }

        @Override
        public TrainedEpoch trainEpoch(LabelledSamples samples, Targets targets) {
            return compute(() -> super.trainEpoch(samples, targets));
        }

        @Override
        public Outputs evaluate(LabelledSamples samples) {
            return compute(() -> super.evaluate(samples));
        }
    }
}
