package io.tinyfleet.agent.data.csv;

import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a CSV file of labelled series mean, and how rows become samples.
 *
 * @param label column with the name of the class
 * @param values columns with numbers, the channels of a sample in this order; one or more
 * @param source column that says which device or person measured; without it all rows are of one
 * @param split column that says {@code train} or {@code test}; without it windows are divided by whoever deals them
 * @param classNames the classes in the order of their labels; empty for those in the file, in alphabetical order
 * @param window rows in a sample, 1 or more
 * @param step rows from the beginning of a window to that of the next, 1 to {@code window}
 */
public record SeriesFormat(
        String label,
        List<String> values,
        @Nullable String source,
        @Nullable String split,
        List<String> classNames,
        int window,
        int step) {
    public SeriesFormat {
        values = List.copyOf(values);
        classNames = List.copyOf(classNames);
        if (values.isEmpty() || new HashSet<>(values).size() != values.size()) {
            throw new IllegalArgumentException("value columns must be one or more, each once, but are " + values);
        }
        if (values.contains(label)) {
            throw new IllegalArgumentException("column '" + label + "' cannot be both label and value");
        }
        if (new HashSet<>(classNames).size() != classNames.size()) {
            throw new IllegalArgumentException("class names must differ, but are " + classNames);
        }
        if (window < 1 || step < 1 || step > window) {
            throw new IllegalArgumentException(
                    "window must be 1 or more and step 1 to window, but they are " + window + " and " + step);
        }
        if (step < window && split == null) {
            throw new IllegalArgumentException(
                    "windows of " + window + " rows every " + step + " overlap, so tests would"
                            + " see what was trained on: expected a split column, or a step of " + window);
        }
    }

    boolean overlaps() {
        return step < window;
    }
}
