package io.tinyfleet.protocol.mask;

import java.util.Arrays;

/**
 * How far apart the masks of a fleet's classes are. The Hamming distance of two masks is 2(s − overlap).
 *
 * @param smallestDistance over all pairs of classes; 2s for a single class
 * @param meanDistance over all pairs of classes; 2s for a single class
 * @param largestOverlap dimensions that the two closest classes share
 * @param leastUse classes that keep the least used dimension
 * @param greatestUse classes that keep the most used dimension
 */
public record MaskStatistics(
        int smallestDistance, double meanDistance, int largestOverlap, int leastUse, int greatestUse) {

    public static MaskStatistics of(ClassMasks masks) {
        int largest = 0;
        long sum = 0;
        long pairs = 0;
        for (int one = 0; one < masks.classes(); one++) {
            for (int other = one + 1; other < masks.classes(); other++) {
                int overlap = masks.overlap(one, other);
                largest = Math.max(largest, overlap);
                sum += overlap;
                pairs++;
            }
        }
        int[] use = use(masks);
        double meanOverlap = pairs == 0 ? 0 : (double) sum / pairs;
        int kept = masks.keptPerClass();
        return new MaskStatistics(
                2 * (kept - largest),
                2 * (kept - meanOverlap),
                largest,
                Arrays.stream(use).min().orElseThrow(),
                Arrays.stream(use).max().orElseThrow());
    }

    private static int[] use(ClassMasks masks) {
        int[] use = new int[masks.dimensions()];
        for (int cls = 0; cls < masks.classes(); cls++) {
            for (int index = 0; index < masks.keptPerClass(); index++) {
                use[masks.dimension(cls, index)]++;
            }
        }
        return use;
    }
}
