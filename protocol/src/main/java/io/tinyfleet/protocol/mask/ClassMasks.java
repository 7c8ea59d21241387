package io.tinyfleet.protocol.mask;

import java.util.Arrays;

/**
 * One mask m_j ∈ {0,1}^d per class j, each keeping the same number s of dimensions (method: Eq 7, 8). Immutable.
 *
 * <p>Its canonical form is K bitmaps of ⌈d/8⌉ bytes in class order; dimension k is bit (k mod 8), counted from the
 * least significant, of byte ⌊k/8⌋; unused bits are 0.
 */
public final class ClassMasks {
    private final int dimensions;
    private final int[][] kept;

    private ClassMasks(int dimensions, int[][] kept) {
        this.dimensions = dimensions;
        this.kept = kept;
    }

    /**
     * Masks from the kept dimensions of each class, in any order.
     *
     * @param kept {@code [K, s]}, K ≥ 1, 1 ≤ s ≤ d, each row without repetition
     */
    public static ClassMasks of(int dimensions, int[][] kept) {
        if (kept.length == 0 || kept[0].length == 0) {
            throw new IllegalArgumentException("masks need at least one class and one kept dimension");
        }
        int[][] sorted = new int[kept.length][];
        for (int cls = 0; cls < kept.length; cls++) {
            sorted[cls] = kept[cls].clone();
            Arrays.sort(sorted[cls]);
            requireDistinctWithin(dimensions, cls, sorted[cls], kept[0].length);
        }
        return new ClassMasks(dimensions, sorted);
    }

    private static void requireDistinctWithin(int dimensions, int cls, int[] mask, int size) {
        if (mask.length != size) {
            throw new IllegalArgumentException(
                    "class " + cls + " keeps " + mask.length + " dimensions, the first class " + size);
        }
        for (int i = 0; i < size; i++) {
            if (mask[i] < 0 || mask[i] >= dimensions || (i > 0 && mask[i] == mask[i - 1])) {
                throw new IllegalArgumentException("class " + cls + " keeps dimension " + mask[i]
                        + ", expected distinct ones from 0 to " + (dimensions - 1));
            }
        }
    }

    /**
     * Masks from their canonical form.
     *
     * @param bitmaps {@code classes} bitmaps of ⌈d/8⌉ bytes
     * @throws IllegalArgumentException when a length, a number of kept dimensions or an unused bit is wrong
     */
    public static ClassMasks fromBitmaps(int classes, int dimensions, int keptPerClass, byte[] bitmaps) {
        int bytes = bitmapBytes(dimensions);
        if (bitmaps.length != Math.multiplyExact(classes, bytes)) {
            throw new IllegalArgumentException(
                    "masks need " + classes + " bitmaps of " + bytes + " bytes, but have " + bitmaps.length + " bytes");
        }
        int[][] kept = new int[classes][];
        for (int cls = 0; cls < classes; cls++) {
            kept[cls] = setBits(bitmaps, cls * bytes, bytes);
            if (kept[cls].length != keptPerClass) {
                throw new IllegalArgumentException(
                        "class " + cls + " keeps " + kept[cls].length + " dimensions instead of " + keptPerClass);
            }
        }
        return of(dimensions, kept);
    }

    private static int[] setBits(byte[] bitmaps, int from, int bytes) {
        int[] bits = new int[bytes * Byte.SIZE];
        int count = 0;
        for (int bit = 0; bit < bits.length; bit++) {
            if ((bitmaps[from + bit / Byte.SIZE] >> (bit % Byte.SIZE) & 1) == 1) {
                bits[count++] = bit;
            }
        }
        return Arrays.copyOf(bits, count);
    }

    private static int bitmapBytes(int dimensions) {
        return (dimensions + Byte.SIZE - 1) / Byte.SIZE;
    }

    /** The canonical form: {@code K · ⌈d/8⌉} bytes. */
    public byte[] toBitmaps() {
        int bytes = bitmapBytes(dimensions);
        byte[] bitmaps = new byte[Math.multiplyExact(classes(), bytes)];
        for (int cls = 0; cls < classes(); cls++) {
            for (int dimension : kept[cls]) {
                bitmaps[cls * bytes + dimension / Byte.SIZE] |= (byte) (1 << (dimension % Byte.SIZE));
            }
        }
        return bitmaps;
    }

    /** K. */
    public int classes() {
        return kept.length;
    }

    /** d. */
    public int dimensions() {
        return dimensions;
    }

    /** s. */
    public int keptPerClass() {
        return kept[0].length;
    }

    /** The {@code index}-th smallest dimension that {@code cls} keeps, 0 ≤ index < s. */
    public int dimension(int cls, int index) {
        return kept[cls][index];
    }

    /** How many dimensions two classes both keep; their Hamming distance is 2(s − overlap). */
    public int overlap(int one, int other) {
        int shared = 0;
        int i = 0;
        int j = 0;
        while (i < keptPerClass() && j < keptPerClass()) {
            int difference = Integer.compare(kept[one][i], kept[other][j]);
            shared += difference == 0 ? 1 : 0;
            i += difference <= 0 ? 1 : 0;
            j += difference >= 0 ? 1 : 0;
        }
        return shared;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClassMasks that && dimensions == that.dimensions && Arrays.deepEquals(kept, that.kept);
    }

    @Override
    public int hashCode() {
        return 31 * dimensions + Arrays.deepHashCode(kept);
    }

    @Override
    public String toString() {
        return "ClassMasks[K=" + classes() + ", d=" + dimensions + ", s=" + keptPerClass() + "]";
    }
}
