package io.tinyfleet.agent.data.csv;

import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.PooledSample.Part;
import io.tinyfleet.agent.data.SampleShape;
import java.util.Arrays;

/** Rows of one source and part that follow each other in time. Not thread-safe. */
final class Run {
    private final String source;
    private final Part part;
    private final int channels;
    /** {@code [rows, channels]}, and room for more. */
    private float[] values;

    private int[] labels = new int[64];
    private int rows;

    Run(String source, Part part, int channels) {
        this.source = source;
        this.part = part;
        this.channels = channels;
        values = new float[labels.length * channels];
    }

    String source() {
        return source;
    }

    Part part() {
        return part;
    }

    void add(float[] row, int label) {
        if (rows == labels.length) {
            labels = Arrays.copyOf(labels, rows + rows / 2);
            values = Arrays.copyOf(values, labels.length * channels);
        }
        System.arraycopy(row, 0, values, rows * channels, channels);
        labels[rows++] = label;
    }

    int count(SeriesFormat format) {
        return rows < format.window() ? 0 : (rows - format.window()) / format.step() + 1;
    }

    /** @param ranks the label that stands for each of those added */
    LabelledSamples windows(SampleShape shape, SeriesFormat format, int[] ranks) {
        int count = count(format);
        float[] cut = new float[Math.multiplyExact(count, shape.values())];
        int[] classes = new int[count];
        for (int window = 0; window < count; window++) {
            int first = window * format.step();
            for (int channel = 0; channel < channels; channel++) {
                for (int i = 0; i < shape.length(); i++) {
                    cut[window * shape.values() + channel * shape.length() + i] =
                            values[(first + i) * channels + channel];
                }
            }
            classes[window] = majority(first, shape.length(), ranks);
        }
        return new LabelledSamples(shape, cut, classes);
    }

    private int majority(int first, int length, int[] ranks) {
        int[] counts = new int[ranks.length];
        for (int i = first; i < first + length; i++) {
            counts[ranks[labels[i]]]++;
        }
        int best = 0;
        for (int label = 1; label < counts.length; label++) {
            best = counts[label] > counts[best] ? label : best;
        }
        return best;
    }
}
