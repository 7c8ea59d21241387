package io.tinyfleet.protocol.mask;

/**
 * Masks over single dimensions: first every dimension is dealt equally often, then random swaps between two classes,
 * which keep that balance, are taken as long as they lessen Σ overlap² over all pairs of classes. The sum of overlaps
 * is fixed by the balance, so a smaller sum of squares means that no pair is much closer than another.
 */
final class BalancedMasks {
    /**
     * Enough that more hardly lowers the worst overlap (d=500, s=50, five seeds: K=100, 7 or 8 after 20 and 7 after 80
     * or 320; K=43, 5 or 6 after 20 and 5 after 320). Part of the scheme: another number gives other masks.
     */
    private static final int TRIES_PER_KEPT_DIMENSION = 20;

    private final SplitMix64 random;
    private final int[][] masks;
    private final boolean[][] keeps;
    private final int[][] overlap;

    private BalancedMasks(int classes, int dimensions, int kept, long seed) {
        random = new SplitMix64(seed);
        masks = new int[classes][];
        keeps = new boolean[classes][dimensions];
        Deck deck = new Deck(dimensions, random);
        for (int cls = 0; cls < classes; cls++) {
            masks[cls] = deck.deal(kept).stream().mapToInt(Integer::intValue).toArray();
            for (int dimension : masks[cls]) {
                keeps[cls][dimension] = true;
            }
        }
        overlap = overlaps(ClassMasks.of(dimensions, masks));
    }

    static ClassMasks generate(int classes, int dimensions, int kept, long seed) {
        BalancedMasks search = new BalancedMasks(classes, dimensions, kept, seed);
        boolean disjoint = (long) classes * kept <= dimensions;
        boolean complete = kept == dimensions;
        if (!disjoint && !complete) {
            search.improve();
        }
        return ClassMasks.of(dimensions, search.masks);
    }

    private static int[][] overlaps(ClassMasks masks) {
        int[][] overlap = new int[masks.classes()][masks.classes()];
        for (int one = 0; one < masks.classes(); one++) {
            for (int other = 0; other < masks.classes(); other++) {
                overlap[one][other] = masks.overlap(one, other);
            }
        }
        return overlap;
    }

    private void improve() {
        int classes = masks.length;
        int kept = masks[0].length;
        int tries = TRIES_PER_KEPT_DIMENSION * classes * kept;
        for (int i = 0; i < tries; i++) {
            int one = random.below(classes);
            int other = random.below(classes);
            int slotOfOne = random.below(kept);
            int slotOfOther = random.below(kept);
            int given = masks[one][slotOfOne];
            int taken = masks[other][slotOfOther];
            if (!keeps[one][taken] && !keeps[other][given] && changeOfSquares(one, other, given, taken) < 0) {
                swap(one, other, slotOfOne, slotOfOther);
            }
        }
    }

    /** How Σ overlap² over unordered pairs changes if {@code one} trades {@code given} for {@code taken}. */
    private long changeOfSquares(int one, int other, int given, int taken) {
        long change = 0;
        for (int third = 0; third < masks.length; third++) {
            if (third != one && third != other) {
                int delta = (keeps[third][taken] ? 1 : 0) - (keeps[third][given] ? 1 : 0);
                // (o + δ)² − o² for the pair (one, third) and (o − δ)² − o² for the pair (other, third)
                change += 2L * delta * (overlap[one][third] - overlap[other][third]) + 2L * delta * delta;
            }
        }
        return change;
    }

    private void swap(int one, int other, int slotOfOne, int slotOfOther) {
        int given = masks[one][slotOfOne];
        int taken = masks[other][slotOfOther];
        for (int third = 0; third < masks.length; third++) {
            if (third != one && third != other) {
                int delta = (keeps[third][taken] ? 1 : 0) - (keeps[third][given] ? 1 : 0);
                shiftOverlap(one, third, delta);
                shiftOverlap(other, third, -delta);
            }
        }
        masks[one][slotOfOne] = taken;
        masks[other][slotOfOther] = given;
        keeps[one][given] = false;
        keeps[one][taken] = true;
        keeps[other][taken] = false;
        keeps[other][given] = true;
    }

    private void shiftOverlap(int one, int other, int delta) {
        overlap[one][other] += delta;
        overlap[other][one] += delta;
    }
}
