package io.tinyfleet.agent.data.machines;

import io.tinyfleet.agent.data.SplitMix;

/**
 * How many windows of each class a device has.
 *
 * <p>Every device knows {@link Fault#HEALTHY} and six of the nine faults. Of each three devices in turn, every fault is
 * unknown to exactly one: so a fleet of two knows every fault, and one of three or more knows each on several devices.
 *
 * <p>A device has 200 to 300 windows for training and 80 to 100 for testing. Each class it knows has 8 and 3 of them;
 * what remains is divided in random shares, uniform over all divisions (a Dirichlet distribution with α = 1), the
 * same for both parts.
 */
final class ClassMix {
    static final int CLASSES = Fault.values().length;

    private static final int UNKNOWN = (CLASSES - 1) / 3;
    private static final int LEAST_TRAIN = 8;
    private static final int LEAST_TEST = 3;

    /** Paths below the seed, apart from those of {@link Machines}. */
    private static final long SHARES = 1;

    private static final long ORDER_OF_FAULTS = 2;

    private final boolean[] known;
    private final double[] shares;
    private final int trainWindows;
    private final int testWindows;

    private ClassMix(boolean[] known, double[] shares, int trainWindows, int testWindows) {
        this.known = known;
        this.shares = shares;
        this.trainWindows = trainWindows;
        this.testWindows = testWindows;
    }

    /** @param device from 0 */
    static ClassMix of(long seed, int device) {
        boolean[] known = known(seed, device);
        SplitMix random = SplitMix.of(seed, SHARES, device);
        double[] shares = new double[CLASSES];
        double sum = 0;
        for (int label = 0; label < CLASSES; label++) {
            shares[label] = known[label] ? random.exponential() : 0;
            sum += shares[label];
        }
        for (int label = 0; label < CLASSES; label++) {
            shares[label] /= sum;
        }
        return new ClassMix(known, shares, 200 + random.below(101), 80 + random.below(21));
    }

    /** Three neighbours cut one random order of the faults into three: each does without its third. */
    private static boolean[] known(long seed, int device) {
        int[] faults = new int[CLASSES - 1];
        boolean[] known = new boolean[CLASSES];
        known[Fault.HEALTHY.label()] = true;
        for (int i = 0; i < faults.length; i++) {
            faults[i] = i + 1;
            known[i + 1] = true;
        }
        SplitMix.of(seed, ORDER_OF_FAULTS, device / 3).shuffle(faults);
        for (int i = 0; i < UNKNOWN; i++) {
            known[faults[device % 3 * UNKNOWN + i]] = false;
        }
        return known;
    }

    /** The class of every training window, class by class. */
    int[] trainLabels() {
        return labels(trainWindows, LEAST_TRAIN);
    }

    /** The class of every test window, class by class. */
    int[] testLabels() {
        return labels(testWindows, LEAST_TEST);
    }

    private int[] labels(int windows, int least) {
        int free = windows;
        for (boolean isKnown : known) {
            free -= isKnown ? least : 0;
        }
        int[] labels = new int[windows];
        int window = 0;
        double share = 0;
        long dealt = 0;
        for (int label = 0; label < CLASSES; label++) {
            share += shares[label];
            // Rounding the running sum instead of each share deals exactly what is free.
            long until = label == CLASSES - 1 ? free : Math.min(free, StrictMath.round(share * free));
            long count = (known[label] ? least : 0) + until - dealt;
            dealt = until;
            for (long i = 0; i < count; i++) {
                labels[window++] = label;
            }
        }
        return labels;
    }
}
