package io.tinyfleet.protocol.message;

import java.util.Arrays;

/** Class indices in strictly ascending order. Immutable. */
public final class ClassSet {
    private final int[] indices;

    private ClassSet(int[] indices) {
        this.indices = indices;
    }

    /**
     * A set of classes.
     *
     * @param indices 0 or more each, strictly ascending
     */
    public static ClassSet of(int... indices) {
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] < 0 || (i > 0 && indices[i] <= indices[i - 1])) {
                throw new IllegalArgumentException(
                        "class indices must be 0 or more and strictly ascending, but are " + Arrays.toString(indices));
            }
        }
        return new ClassSet(indices.clone());
    }

    public int size() {
        return indices.length;
    }

    public boolean isEmpty() {
        return indices.length == 0;
    }

    /** The class at a position, 0 ≤ position &lt; size. */
    public int at(int position) {
        return indices[position];
    }

    /** Where a class stands, or a negative number if it is not in the set. */
    public int positionOf(int cls) {
        return Arrays.binarySearch(indices, cls);
    }

    public boolean contains(int cls) {
        return positionOf(cls) >= 0;
    }

    /** Whether every class is below {@code classes}. */
    public boolean isWithin(int classes) {
        return isEmpty() || indices[indices.length - 1] < classes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClassSet that && Arrays.equals(indices, that.indices);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(indices);
    }

    @Override
    public String toString() {
        return Arrays.toString(indices);
    }
}
