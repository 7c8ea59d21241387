package io.tinyfleet.agent;

import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.training.EpochLosses;
import io.tinyfleet.agent.training.Learner;
import io.tinyfleet.agent.training.ModelState;
import io.tinyfleet.agent.training.Outputs;
import io.tinyfleet.agent.training.Targets;
import io.tinyfleet.agent.training.TrainedEpoch;
import java.nio.FloatBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Learns nothing: a sample's features are its values, and its logits are all alike. CE is 1/epoch. */
final class FakeLearner implements Learner {
    private final int classes;
    private volatile int epochs;
    private volatile boolean diverged;
    private volatile boolean stopped;
    private volatile @Nullable RuntimeException failure;
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    private volatile @Nullable String closedBy;

    FakeLearner(int classes) {
        this.classes = classes;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public long parameters() {
        return 0;
    }

    @Override
    public TrainedEpoch trainEpoch(LabelledSamples samples, Targets targets) {
        RuntimeException failsWith = failure;
        if (failsWith != null) {
            throw failsWith;
        }
        meanwhile.getAndSet(() -> {}).run();
        int trained = epochs + 1;
        epochs = trained;
        return new TrainedEpoch(new EpochLosses(diverged ? Double.NaN : 1.0 / trained, targets.lambda()), null);
    }

    @Override
    public Outputs evaluate(LabelledSamples samples) {
        FloatBuffer features =
                FloatBuffer.allocate(samples.size() * samples.shape().values());
        for (int sample = 0; sample < samples.size(); sample++) {
            samples.copyTo(sample, features);
        }
        return new Outputs(samples.size(), features.array(), new float[samples.size() * classes]);
    }

    /** Its only value is the number of epochs. */
    @Override
    public ModelState state() {
        return new ModelState(epochs, new float[] {epochs});
    }

    @Override
    public void restore(ModelState state) {
        epochs = state.epochs();
    }

    @Override
    public void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    @Override
    public void close() {
        if (closedBy != null) {
            throw new IllegalStateException("closed twice");
        }
        closedBy = Thread.currentThread().getName();
    }

    /** Happens during the next epoch. */
    void whileTraining(Runnable happening) {
        meanwhile.set(happening);
    }

    /** From now on its losses are no numbers. */
    void diverge() {
        diverged = true;
    }

    /** From now on training fails. */
    void failWith(RuntimeException failure) {
        this.failure = failure;
    }

    int epochs() {
        return epochs;
    }

    /** The name of the thread; {@code null} while not closed. */
    @Nullable
    String closedBy() {
        return closedBy;
    }
}
