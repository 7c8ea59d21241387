package io.tinyfleet.protocol;

/**
 * Counts rounds from 1; {@link #NONE} (0) stands for "before the first".
 *
 * @param value 0 to 2³¹−1
 */
public record RoundNumber(int value) implements Comparable<RoundNumber> {
    public static final RoundNumber NONE = new RoundNumber(0);
    public static final RoundNumber FIRST = new RoundNumber(1);

    public RoundNumber {
        if (value < 0) {
            throw new IllegalArgumentException("round must be 0 or more, but is " + value);
        }
    }

    public RoundNumber next() {
        return new RoundNumber(Math.addExact(value, 1));
    }

    public boolean isBefore(RoundNumber other) {
        return value < other.value;
    }

    @Override
    public int compareTo(RoundNumber other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
