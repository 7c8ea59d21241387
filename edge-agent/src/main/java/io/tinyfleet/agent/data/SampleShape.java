package io.tinyfleet.agent.data;

/**
 * The shape of one sample: a series of values per channel, or an image. Values stand channel after channel, an
 * image's row by row: {@code [channels, rows, columns]}.
 *
 * @param channels signals side by side, such as x, y and z of an accelerometer, or red, green and blue; 1 or more
 * @param rows of an image, topmost first; 1 for a series
 * @param columns of an image, leftmost first; a series' values per channel, oldest first; 1 or more
 */
public record SampleShape(int channels, int rows, int columns) {
    /** A series of {@code length} values per channel. */
    public SampleShape(int channels, int length) {
        this(channels, 1, length);
    }

    public SampleShape {
        if (channels < 1 || rows < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    "a sample needs at least one channel and one value, but has " + text(channels, rows, columns));
        }
    }

    public boolean isImage() {
        return rows > 1;
    }

    /** Values per channel. */
    public int length() {
        return Math.multiplyExact(rows, columns);
    }

    /** Values in one sample. */
    public int values() {
        return Math.multiplyExact(channels, length());
    }

    /** {@code 6 × 128} or {@code 3 × 32 × 32}. */
    @Override
    public String toString() {
        return text(channels, rows, columns);
    }

    private static String text(int channels, int rows, int columns) {
        return rows == 1 ? channels + " × " + columns : channels + " × " + rows + " × " + columns;
    }
}
