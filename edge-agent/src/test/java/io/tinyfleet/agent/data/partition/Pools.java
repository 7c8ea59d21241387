package io.tinyfleet.agent.data.partition;

import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.MeasuredPool;
import io.tinyfleet.agent.data.MeasuredPool.Measured;
import io.tinyfleet.agent.data.Pool;
import io.tinyfleet.agent.data.PooledSample.Part;
import io.tinyfleet.agent.data.SampleShape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Pools whose samples have their own position as their only value. */
final class Pools {
    private Pools() {}

    /** As many samples of every class, class by class, without parts. */
    static Pool of(int classes, int each) {
        List<Measured> measured = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            measured.add(measured("lab", Part.ANY, label * each, each, label));
        }
        return new MeasuredPool(names(classes), measured, false);
    }

    /** As above, but of every class the first half must stay training samples and the second test samples. */
    static Pool inParts(int classes, int each) {
        List<Measured> measured = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            measured.add(measured("lab", Part.TRAIN, label * each, each / 2, label));
            measured.add(measured("lab", Part.TEST, label * each + each / 2, each / 2, label));
        }
        return new MeasuredPool(names(classes), measured, true);
    }

    static Measured measured(String source, Part part, int first, int size, int label) {
        float[] values = new float[size];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            values[i] = first + i;
            labels[i] = label;
        }
        return new Measured(source, part, new LabelledSamples(new SampleShape(1, 1), values, labels));
    }

    static List<String> names(int classes) {
        return IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
    }

    /** Everything that was dealt. */
    static List<Integer> all(List<Share> shares) {
        List<Integer> all = new ArrayList<>();
        for (Share share : shares) {
            all.addAll(share.train());
            all.addAll(share.test());
        }
        return all;
    }

    /** How many of its classes a device holds. */
    static long classes(Share share, Pool pool) {
        return all(List.of(share)).stream()
                .map(i -> pool.samples().get(i).label())
                .distinct()
                .count();
    }
}
