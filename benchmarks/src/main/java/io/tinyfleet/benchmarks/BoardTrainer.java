package io.tinyfleet.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.djl.Architecture;
import io.tinyfleet.agent.djl.DjlLearner;
import io.tinyfleet.agent.djl.TrainingSettings;
import io.tinyfleet.agent.training.Targets;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A board's own model on samples of noise, ten classes of them. */
final class BoardTrainer implements AutoCloseable {
    static final int CLASSES = 10;
    static final int DIMENSIONS = 500;

    private static final int KEPT = DIMENSIONS / CLASSES;
    private static final int STEPS_PER_EPOCH = 8;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final LabelledSamples samples;
    private final DjlLearner learner;

    BoardTrainer(Architecture architecture, SampleShape shape, int batch) {
        samples = noise(shape, STEPS_PER_EPOCH * batch);
        learner = new DjlLearner(architecture, shape, DIMENSIONS, CLASSES, new TrainingSettings(0.01, batch), 1);
    }

    /** @param steps rounded up to whole epochs of 8 */
    Seconds train(Targets targets, int steps) {
        long wall = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        for (int step = 0; step < steps; step += STEPS_PER_EPOCH) {
            learner.trainEpoch(samples, targets);
        }
        return new Seconds((System.nanoTime() - wall) / 1e9, (SYSTEM.getProcessCpuTime() - cpu) / 1e9);
    }

    @Override
    public void close() {
        learner.close();
    }

    static Targets none() {
        return Targets.none(CLASSES, DIMENSIONS);
    }

    static Targets squared() {
        float[] weights = new float[CLASSES * DIMENSIONS];
        Arrays.fill(weights, 1f / DIMENSIONS);
        return Targets.squared(CLASSES, DIMENSIONS, 1, prototypes(), weights);
    }

    static Targets contrastive() {
        boolean[] present = new boolean[CLASSES];
        Arrays.fill(present, true);
        float[] shares = new float[CLASSES];
        Arrays.fill(shares, 1);
        return Targets.contrastive(CLASSES, DIMENSIONS, 1, 0.2, present, shares, prototypes());
    }

    /** Class j's is 0.5 in its own block of dimensions, 0 elsewhere. */
    private static float[] prototypes() {
        float[] values = new float[CLASSES * DIMENSIONS];
        for (int cls = 0; cls < CLASSES; cls++) {
            int from = cls * DIMENSIONS + cls * KEPT;
            Arrays.fill(values, from, from + KEPT, 0.5f);
        }
        return values;
    }

    private static LabelledSamples noise(SampleShape shape, int size) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[size * shape.values()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        int[] labels = new int[size];
        Arrays.setAll(labels, i -> i % CLASSES);
        return new LabelledSamples(shape, values, labels);
    }
}
