package io.tinyfleet.agent.data;

/**
 * The shape of one sample.
 *
 * @param channels signals side by side, such as x, y and z of an accelerometer; 1 or more
 * @param length values per channel, oldest first; 1 or more
 */
public record SampleShape(int channels, int length) {
    public SampleShape {
        if (channels < 1 || length < 1) {
            throw new IllegalArgumentException(
                    "a sample needs at least one channel and one value, but has " + channels + " × " + length);
        }
    }

    /** Values in one sample. */
    public int values() {
        return Math.multiplyExact(channels, length);
    }
}
