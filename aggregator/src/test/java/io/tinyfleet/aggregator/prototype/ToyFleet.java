package io.tinyfleet.aggregator.prototype;

import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Mu;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Devices whose prototypes of a class differ in length alone: all that the scale of targets depends on. */
final class ToyFleet {
    static final int DEVICES = 12;
    private static final int CLASSES = 3;

    private final Random random;
    private final Mu.Auto policy;
    private final double pace;
    private final double[][] norms = new double[DEVICES][CLASSES];
    private final int[][] samples = new int[DEVICES][CLASSES];
    private MuControl control = MuControl.BEGIN;
    private double @Nullable [] global;
    private @Nullable Double mu;
    private final double[] smallest = new double[CLASSES];
    private final double[] longest = new double[CLASSES];
    private int rounds;
    private double largestTau;

    /** @param pace the share of the way to its target that an epoch moves a prototype */
    ToyFleet(long seed, Mu.Auto policy, double pace) {
        random = new Random(seed);
        this.policy = policy;
        this.pace = pace;
        for (int device = 0; device < DEVICES; device++) {
            for (int cls = 0; cls < CLASSES; cls++) {
                norms[device][cls] = 3 + random.nextDouble();
                samples[device][cls] = 50 + random.nextInt(100);
            }
        }
    }

    List<Integer> everybody() {
        return IntStream.range(0, DEVICES).boxed().toList();
    }

    List<Integer> anyHalf() {
        List<Integer> shuffled = new ArrayList<>(everybody());
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, DEVICES / 2);
    }

    /** Devices train with what the last round gave, and report; others do nothing. */
    void round(List<Integer> present) {
        Map<DeviceId, Double> taus = new HashMap<>();
        double[] sums = new double[CLASSES];
        largestTau = 0;
        for (int device : present) {
            double ratio = 0;
            for (int cls = 0; cls < CLASSES; cls++) {
                if (global != null) {
                    ratio = Math.max(ratio, global[cls] / norms[device][cls]);
                    if (mu != null) {
                        norms[device][cls] += pace * (mu * global[cls] - norms[device][cls]);
                    }
                }
                sums[cls] += samples[device][cls] * norms[device][cls];
            }
            if (global != null) {
                taus.put(new DeviceId("d" + device), (mu == null ? 1 : mu) * ratio);
            }
            largestTau = Math.max(largestTau, mu == null ? 0 : mu * ratio);
        }
        control = control.after(new RoundNumber(++rounds), taus, policy);
        mu = control.mu();
        global = new double[CLASSES];
        for (int cls = 0; cls < CLASSES; cls++) {
            global[cls] = sums[cls] / present.size();
            smallest[cls] = rounds == 1 ? global[cls] : Math.min(smallest[cls], global[cls]);
            longest[cls] = Math.max(longest[cls], global[cls]);
        }
    }

    /** Of those who were present in the last round; 0 before there is a scale. */
    double largestTau() {
        return largestTau;
    }

    /** The largest quotient of one class's global norms in any two rounds. */
    double variation() {
        return IntStream.range(0, CLASSES)
                .mapToDouble(cls -> longest[cls] / smallest[cls])
                .max()
                .orElseThrow();
    }

    MuControl control() {
        return control;
    }
}
