package io.tinyfleet.agent.data.recordings;

import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import java.util.List;

/**
 * Cuts recordings into overlapping windows; none crosses from one recording into the next.
 *
 * <p>Windows begin at row 0, 64, 128 … of their recording as long as 128 rows remain: 1.2 seconds, overlapping by
 * half. A window's class is the activity of most of its rows; between equals, the one that stands first in
 * {@link Activity}.
 */
final class Windows {
    static final int LENGTH = 128;
    static final int STEP = 64;
    static final SampleShape SHAPE = new SampleShape(Recording.CHANNELS, LENGTH);

    private Windows() {}

    /** The windows of all recordings, in their order: values {@code [windows, channels, length]}. */
    static LabelledSamples cut(List<Recording> recordings) {
        int count = recordings.stream().mapToInt(Windows::count).sum();
        float[] values = new float[Math.multiplyExact(count, SHAPE.values())];
        int[] labels = new int[count];
        int window = 0;
        for (Recording recording : recordings) {
            for (int i = 0; i < count(recording); i++, window++) {
                copy(recording, i * STEP, values, window * SHAPE.values());
                labels[window] = majority(recording, i * STEP);
            }
        }
        return new LabelledSamples(SHAPE, values, labels);
    }

    private static int count(Recording recording) {
        return recording.rows() < LENGTH ? 0 : (recording.rows() - LENGTH) / STEP + 1;
    }

    private static void copy(Recording recording, int firstRow, float[] target, int offset) {
        for (int channel = 0; channel < Recording.CHANNELS; channel++) {
            for (int i = 0; i < LENGTH; i++) {
                target[offset + channel * LENGTH + i] = recording.value(firstRow + i, channel);
            }
        }
    }

    private static int majority(Recording recording, int firstRow) {
        int[] rows = new int[Activity.values().length];
        for (int i = 0; i < LENGTH; i++) {
            rows[recording.activity(firstRow + i)]++;
        }
        int best = 0;
        for (int activity = 1; activity < rows.length; activity++) {
            if (rows[activity] > rows[best]) {
                best = activity;
            }
        }
        return best;
    }
}
