package io.tinyfleet.agent.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDManager;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.training.HandmadeTargets;
import io.tinyfleet.agent.training.Targets;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NativeMemoryTest {
    private static final Path PROCESS_STATUS = Path.of("/proc/self/status");
    private static final SampleShape SHAPE = new SampleShape(6, 128);
    private static final int DIMENSIONS = 500;
    private static final int CLASSES = 6;
    private static final int STEPS_PER_EPOCH = 20;
    private static final long MEGABYTE = 1 << 20;

    private final LabelledSamples samples = ToyData.waves(SHAPE, 32 * STEPS_PER_EPOCH, CLASSES, 51);

    @Test
    void threeHundredStepsLeaveNoArrayBehind() {
        try (DjlLearner learner = learner()) {
            trainAndEvaluate(learner, 1);
            int before = arraysInTheProcess();
            trainAndEvaluate(learner, 15);
            assertThat(arraysInTheProcess()).isEqualTo(before);
        }
    }

    @Test
    void threeHundredStepsDoNotGrowTheProcess() throws IOException {
        assumeTrue(Files.exists(PROCESS_STATUS), "only Linux tells a process its size this way");
        try (DjlLearner learner = learner()) {
            trainAndEvaluate(learner, 5);
            long before = megabytesOutsideTheHeap();
            trainAndEvaluate(learner, 15);
            // Keeping the steps' activations and gradients would take some 900 MB.
            assertThat(megabytesOutsideTheHeap() - before).isLessThan(150);
        }
    }

    @Test
    void closingGivesBackEveryArray() {
        int before = arraysInTheProcess();
        DjlLearner learner = learner();
        trainAndEvaluate(learner, 1);
        assertThat(arraysInTheProcess()).isGreaterThan(before);
        learner.close();
        assertThat(arraysInTheProcess()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("io.tinyfleet.agent.djl.Architectures#forImages")
    void imagesLeaveNoArrayBehind(Architecture architecture) {
        SampleShape shape = new SampleShape(3, 16, 16);
        LabelledSamples images = ToyImages.corners(shape, 48, 4, 52);
        int before = arraysInTheProcess();
        try (DjlLearner learner = new DjlLearner(architecture, shape, 50, 4, TrainingSettings.DEFAULT, 13)) {
            learner.trainEpoch(images, Targets.none(4, 50));
            learner.evaluate(images);
            int inUse = arraysInTheProcess();
            for (int epoch = 0; epoch < 3; epoch++) {
                learner.trainEpoch(images, Targets.none(4, 50));
                learner.evaluate(images);
            }
            assertThat(arraysInTheProcess()).isEqualTo(inUse);
        }
        assertThat(arraysInTheProcess()).isEqualTo(before);
    }

    private void trainAndEvaluate(DjlLearner learner, int epochs) {
        for (int epoch = 0; epoch < epochs; epoch++) {
            learner.trainEpoch(samples, targets());
            learner.evaluate(samples);
        }
    }

    /** Counts what all managers below the engine's own hold. */
    private static int arraysInTheProcess() {
        try (NDManager manager = PyTorch.newManager()) {
            return manager.getParentManager().getManagedArrays().size();
        }
    }

    private static long megabytesOutsideTheHeap() throws IOException {
        long resident = Files.readAllLines(PROCESS_STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
        return resident
                - ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted() / MEGABYTE;
    }

    private static Targets targets() {
        float[][] rows = new float[CLASSES][DIMENSIONS];
        Arrays.stream(rows).forEach(row -> Arrays.fill(row, 1f / DIMENSIONS));
        return HandmadeTargets.squared(1, rows, rows);
    }

    private static DjlLearner learner() {
        return new DjlLearner(Architecture.CNN, SHAPE, DIMENSIONS, CLASSES, TrainingSettings.DEFAULT, 13);
    }
}
