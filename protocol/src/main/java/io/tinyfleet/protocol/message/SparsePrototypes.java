package io.tinyfleet.protocol.message;

import java.util.Arrays;

/**
 * Prototypes of some classes in compressed form ĉ ∈ R^s (method: Eq 8): for each class of {@link #classes()} in order,
 * the values at the dimensions that its mask keeps, in ascending order of dimension. All values are finite. Immutable.
 */
public final class SparsePrototypes {
    private final ClassSet classes;
    private final int kept;
    private final float[] values;

    /**
     * Takes over {@code values}: the caller must not touch them again.
     *
     * @param kept s, 1 or more
     * @param values {@code [classes.size(), s]}, row-major, finite
     */
    public SparsePrototypes(ClassSet classes, int kept, float[] values) {
        if (kept < 1 || values.length != Math.multiplyExact(classes.size(), kept)) {
            throw new IllegalArgumentException(classes.size() + " classes of " + kept + " dimensions need "
                    + (long) classes.size() * kept + " values, but there are " + values.length);
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("prototype values must be finite, but one is " + value);
            }
        }
        this.classes = classes;
        this.kept = kept;
        this.values = values;
    }

    /** Of no class. */
    public static SparsePrototypes none(int kept) {
        return new SparsePrototypes(ClassSet.of(), kept, new float[0]);
    }

    public ClassSet classes() {
        return classes;
    }

    /** s. */
    public int kept() {
        return kept;
    }

    /** Values on the wire, K_i · s. */
    public int size() {
        return values.length;
    }

    /**
     * One value.
     *
     * @param position of the class in {@link #classes()}
     * @param index of the dimension within the class's mask, 0 ≤ index &lt; s
     */
    public float value(int position, int index) {
        return values[position * kept + index];
    }

    /** ‖ĉ‖₂ of one class, computed in double. */
    public double norm(int position) {
        double squares = 0;
        for (int index = 0; index < kept; index++) {
            double value = value(position, index);
            squares += value * value;
        }
        return Math.sqrt(squares);
    }

    /** All values, {@code [classes.size(), s]}: a copy. */
    public float[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SparsePrototypes that
                && kept == that.kept
                && classes.equals(that.classes)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * classes.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "SparsePrototypes[classes=" + classes + ", s=" + kept + "]";
    }
}
