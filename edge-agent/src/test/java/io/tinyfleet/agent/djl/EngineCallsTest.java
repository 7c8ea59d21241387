package io.tinyfleet.agent.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.training.ParameterStore;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.training.HandmadeTargets;
import io.tinyfleet.agent.training.Targets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a step asks of the engine, whatever the machine: each call that is not in place makes one array. A step of more
 * arrays than this is a slower step (docs/performance.md); one of fewer is worth a new number here.
 */
class EngineCallsTest {
    private static final SampleShape SHAPE = new SampleShape(6, 128);
    private static final int CLASSES = 3;
    private static final int DIMENSIONS = 4;
    private static final int BATCH = 8;

    /** Two of the batch, nine of the three convolutions, five from there to features and logits. */
    private static final int FORWARD = 16;

    /** Logarithms of probabilities, rows of labels, product, sum, and the sum without its history. */
    private static final int CROSS_ENTROPY = 5;

    /** Rows of targets and weights, distance, square, product, sum, the sum without its history, and the total. */
    private static final int SQUARED = 8;

    /** Directions, cosines, and then as {@link #CROSS_ENTROPY}; the total. */
    private static final int CONTRASTIVE = 8;

    private static final float[][] ROWS = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}};

    private final LabelledSamples samples = ToyData.waves(SHAPE, BATCH, CLASSES, 3);

    @Test
    void aStepMakesAsFewArraysAsItsFormulaNeeds() {
        assertThat(arraysOfAStep(Targets.none(CLASSES, DIMENSIONS))).isEqualTo(FORWARD + CROSS_ENTROPY);
        assertThat(arraysOfAStep(HandmadeTargets.squared(1, ROWS, ROWS))).isEqualTo(FORWARD + CROSS_ENTROPY + SQUARED);
        assertThat(arraysOfAStep(HandmadeTargets.contrastive(1, 0.2, ROWS)))
                .isEqualTo(FORWARD + CROSS_ENTROPY + CONTRASTIVE);
    }

    private int arraysOfAStep(Targets targets) {
        try (NDManager epoch = PyTorch.newManager()) {
            Block network = Architecture.CNN.network(SHAPE, DIMENSIONS, CLASSES);
            Architecture.CNN.initialWeights(1).applyTo(network);
            network.initialize(epoch, DataType.FLOAT32, BatchBuffer.shapeOf(1, SHAPE));
            Losses losses = new Losses(targets, epoch);
            try (NDManager step = epoch.newSubManager()) {
                BatchBuffer.Batch batch = new BatchBuffer(SHAPE, BATCH)
                        .load(samples, IntStream.range(0, BATCH).toArray(), step);
                GradMode.RECORDING.during(() -> {
                    NDList outputs =
                            network.forward(new ParameterStore(epoch, false), new NDList(batch.samples()), true);
                    return losses.ofBatch((PtNDArray) outputs.get(0), (PtNDArray) outputs.get(1), batch.labels());
                });
                return step.getManagedArrays().size();
            }
        }
    }
}
