package io.tinyfleet.agent.data.recordings;

/** What one device measured during one recording, one row per instant. Immutable; owns its arrays. */
final class Recording {
    /** Acceleration in m/s² along x, y, z, then rotation in rad/s around x, y, z. */
    static final int CHANNELS = 6;

    private final float[] values;
    private final byte[] activities;

    /**
     * Takes over both arrays.
     *
     * @param values {@code [rows, CHANNELS]}
     * @param activities labels of {@link Activity}, {@code [rows]}
     */
    Recording(float[] values, byte[] activities) {
        if (values.length != activities.length * CHANNELS) {
            throw new IllegalArgumentException(
                    activities.length + " rows of " + CHANNELS + " channels do not fit " + values.length + " values");
        }
        this.values = values;
        this.activities = activities;
    }

    int rows() {
        return activities.length;
    }

    float value(int row, int channel) {
        return values[row * CHANNELS + channel];
    }

    /** The label of the row's {@link Activity}. */
    int activity(int row) {
        return activities[row];
    }
}
