package io.tinyfleet.aggregator.prototype.trained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tinyfleet.aggregator.Plans;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.SparsePrototypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A whole training against one in double whose slopes are finite differences. */
class ReferenceTrainingTest {
    private static final int CLASSES = 3;
    private static final int KEPT = 4;
    private static final int EPOCHS = 12;
    private static final int[] PRESENT = {0, 2};

    /** 40 uploads: a batch of 32 and one of 8 in every epoch. */
    @Test
    void trainingIsGradientDescentInShuffledBatches() {
        List<SparsePrototypes> uploads = uploads();
        PrototypeTrainer trainer = new PrototypeTrainer(CLASSES, KEPT, EPOCHS, 11);

        TrainedRound round = trainer.train(trainer.initial(), uploads, RoundNumber.FIRST);

        double[] expected = trained(doubles(trainer.initial().toArray()), new Uploads(KEPT, uploads));
        double[] trained = doubles(round.state().toArray());
        double[] initial = doubles(trainer.initial().toArray());
        double farthest = 0;
        for (int i = 0; i < expected.length; i++) {
            assertThat(trained[i]).as("parameter " + i).isCloseTo(expected[i], within(1e-5));
            farthest = Math.max(farthest, Math.abs(expected[i] - initial[i]));
        }
        assertThat(farthest).isGreaterThan(0.02);
    }

    private static double[] trained(double[] parameters, Uploads uploads) {
        ShuffledOrder order = new ShuffledOrder(uploads.size(), 11, RoundNumber.FIRST);
        double[] current = parameters;
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            int[] shuffled = order.next();
            current = stepped(current, uploads, IntStream.of(shuffled).limit(32).toArray());
            current = stepped(current, uploads, IntStream.of(shuffled).skip(32).toArray());
        }
        return current;
    }

    private static double[] stepped(double[] parameters, Uploads uploads, int[] batch) {
        double[] next = parameters.clone();
        for (int i = 0; i < next.length; i++) {
            next[i] -= 0.01 * slope(parameters, i, uploads, batch);
        }
        return next;
    }

    private static double slope(double[] parameters, int parameter, Uploads uploads, int[] batch) {
        double step = 1e-6;
        double[] moved = parameters.clone();
        moved[parameter] = parameters[parameter] + step;
        double up = loss(moved, uploads, batch);
        moved[parameter] = parameters[parameter] - step;
        return (up - loss(moved, uploads, batch)) / (2 * step);
    }

    private static double loss(double[] parameters, Uploads uploads, int[] batch) {
        float[][] vectors = IntStream.of(batch)
                .mapToObj(upload -> uploads.vectors()[upload])
                .toArray(float[][]::new);
        int[] labels =
                IntStream.of(batch).map(upload -> uploads.labels()[upload]).toArray();
        return ReferenceNetwork.loss(parameters, CLASSES, PRESENT, vectors, labels, uploads.margin());
    }

    private static List<SparsePrototypes> uploads() {
        Random random = new Random(2);
        List<SparsePrototypes> uploads = new ArrayList<>();
        for (int device = 0; device < 20; device++) {
            float[] values = new float[2 * KEPT];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (50 * random.nextGaussian());
            }
            uploads.add(Plans.prototypes(ClassSet.of(PRESENT), values));
        }
        return uploads;
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
