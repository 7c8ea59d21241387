package io.tinyfleet.protocol.mask;

import io.tinyfleet.protocol.Coded;

/** How class masks are made from a seed: the same seed gives the same masks on every machine. */
public enum MaskScheme implements Coded {
    /** The authors' blocks of ⌊d/K⌋ neighbouring dimensions. */
    BLOCKS(0) {
        @Override
        ClassMasks make(int classes, int dimensions, int kept, long seed) {
            return BlockMasks.generate(classes, dimensions, kept, seed);
        }
    },
    /** Single dimensions, balanced in use and searched for small overlaps: better than blocks when K·s > d. */
    BALANCED(1) {
        @Override
        ClassMasks make(int classes, int dimensions, int kept, long seed) {
            return BalancedMasks.generate(classes, dimensions, kept, seed);
        }
    };

    private final int code;

    MaskScheme(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }

    /**
     * Makes the masks of a fleet.
     *
     * @param classes K ≥ 1
     * @param dimensions d ≥ 1
     * @param kept s, 1 ≤ s ≤ d
     */
    public ClassMasks generate(int classes, int dimensions, int kept, long seed) {
        if (classes < 1 || kept < 1 || kept > dimensions) {
            throw new IllegalArgumentException(
                    "masks need K ≥ 1 and 1 ≤ s ≤ d, but K=" + classes + ", d=" + dimensions + ", s=" + kept);
        }
        return make(classes, dimensions, kept, seed);
    }

    abstract ClassMasks make(int classes, int dimensions, int kept, long seed);
}
