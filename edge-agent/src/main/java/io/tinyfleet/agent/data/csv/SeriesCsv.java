package io.tinyfleet.agent.data.csv;

import static io.tinyfleet.agent.data.Quote.quoted;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.MeasuredPool;
import io.tinyfleet.agent.data.MeasuredPool.Measured;
import io.tinyfleet.agent.data.Pool;
import io.tinyfleet.agent.data.PooledSample.Part;
import io.tinyfleet.agent.data.SampleShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads labelled series from a CSV file: a row is an instant, in order of time for each source; rows of several sources
 * may alternate. Windows cross neither from one source to another nor from training to test, and begin every
 * {@code step} rows as long as {@code window} rows remain. A window's class is that of most of its rows; between equals,
 * the one with the lower label.
 */
public final class SeriesCsv {
    /** Numbers read from one file: 80 MB. */
    static final int MOST_VALUES = 20_000_000;

    private static final int MOST_CLASSES = 10_000;
    private static final String ONLY_SOURCE = "series";

    /** What {@link Float#parseFloat} takes besides, such as 1f, NaN or hexadecimal, is a mistake here. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?");

    private final SeriesFormat format;
    private final CsvTable table;
    private final Map<String, Integer> labels = new LinkedHashMap<>();
    private final Map<String, Run> current = new LinkedHashMap<>();
    private final List<Run> runs = new ArrayList<>();
    private long values;

    private SeriesCsv(SeriesFormat format, CsvTable table) {
        this.format = format;
        this.table = table;
        for (String name : format.classNames()) {
            labels.put(name, labels.size());
        }
    }

    /**
     * Reads the whole file, up to 20 million numbers, into memory.
     *
     * @throws DataException naming file and line of what is wrong
     */
    public static Pool read(Path file, SeriesFormat format) throws DataException {
        List<String> columns = new ArrayList<>(format.values());
        columns.add(format.label());
        columns.add(format.source() == null ? format.label() : format.source());
        columns.add(format.split() == null ? format.label() : format.split());
        try (CsvTable table = CsvTable.open(file, columns)) {
            SeriesCsv series = new SeriesCsv(format, table);
            while (table.next()) {
                series.addRow();
            }
            return series.pool(file);
        }
    }

    private void addRow() throws DataException {
        int channels = format.values().size();
        values += channels;
        if (values > MOST_VALUES) {
            throw table.malformed("more than " + MOST_VALUES + " numbers, expected a smaller file");
        }
        float[] row = new float[channels];
        for (int channel = 0; channel < channels; channel++) {
            row[channel] = number(channel);
        }
        int label = label(table.cell(channels));
        run(format.source() == null ? ONLY_SOURCE : table.cell(channels + 1), part(channels + 2))
                .add(row, label);
    }

    private float number(int column) throws DataException {
        String cell = table.cell(column);
        if (cell.length() <= 100 && NUMBER.matcher(cell).matches()) {
            float value = Float.parseFloat(cell);
            if (Float.isFinite(value)) {
                return value;
            }
        }
        throw table.malformed(format.values().get(column) + " is " + quoted(cell) + ", expected a finite number");
    }

    private int label(String name) throws DataException {
        Integer label = labels.get(name);
        if (label != null) {
            return label;
        }
        if (name.isEmpty() || !format.classNames().isEmpty()) {
            throw table.malformed(format.label() + " is " + quoted(name) + ", expected "
                    + (format.classNames().isEmpty()
                            ? "the name of a class"
                            : "one of " + String.join(", ", format.classNames())));
        }
        if (labels.size() == MOST_CLASSES) {
            throw table.malformed("more than " + MOST_CLASSES + " classes; is '" + format.label() + "' the label?");
        }
        labels.put(name, labels.size());
        return labels.size() - 1;
    }

    private Part part(int column) throws DataException {
        if (format.split() == null) {
            return Part.ANY;
        }
        return switch (table.cell(column)) {
            case "train" -> Part.TRAIN;
            case "test" -> Part.TEST;
            default ->
                throw table.malformed(
                        format.split() + " is " + quoted(table.cell(column)) + ", expected train or test");
        };
    }

    private Run run(String source, Part part) {
        Run run = current.get(source);
        if (run == null || run.part() != part) {
            run = new Run(source, part, format.values().size());
            current.put(source, run);
            runs.add(run);
        }
        return run;
    }

    private Pool pool(Path file) throws DataException {
        List<String> names = labels.keySet().stream().toList();
        List<String> ordered =
                format.classNames().isEmpty() ? names.stream().sorted().toList() : names;
        int[] ranks = names.stream().mapToInt(ordered::indexOf).toArray();
        SampleShape shape = new SampleShape(format.values().size(), format.window());
        long windows = 0;
        for (Run run : runs) {
            windows += run.count(format);
        }
        if (windows == 0) {
            throw new DataException(file + ": no sample, expected " + format.window()
                    + " rows or more of one source that follow each other");
        }
        if (windows * shape.values() > 4L * MOST_VALUES) {
            throw new DataException(file + ": " + windows + " samples of " + shape
                    + " are too many, expected a larger step or a smaller file");
        }
        List<Measured> measured = new ArrayList<>();
        for (Run run : runs) {
            measured.add(new Measured(run.source(), run.part(), run.windows(shape, format, ranks)));
        }
        return new MeasuredPool(ordered, measured, format.overlaps());
    }
}
