package io.tinyfleet.deploy.experiment.outcome;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One line's cells, read from left to right. Not thread-safe. */
final class CsvRow {
    private final Path file;
    private final int line;
    private final List<String> columns;
    private final List<String> cells;
    private int next;

    private CsvRow(Path file, int line, List<String> columns, List<String> cells) {
        this.file = file;
        this.line = line;
        this.columns = columns;
        this.cells = cells;
    }

    static CsvRow of(Path file, int line, List<String> columns, String text) throws BrokenLineException {
        List<String> cells = List.of(text.split(",", -1));
        if (cells.size() != columns.size()) {
            throw new BrokenLineException(
                    file, line, cells.size() + " cells where the header has " + columns.size() + " columns");
        }
        return new CsvRow(file, line, columns, cells);
    }

    boolean hasNext() {
        return next < cells.size();
    }

    String text() {
        return cells.get(next++);
    }

    int integer() throws BrokenLineException {
        return parsed("a whole number", Integer::valueOf);
    }

    long wide() throws BrokenLineException {
        return parsed("a whole number", Long::valueOf);
    }

    double number() throws BrokenLineException {
        return parsed("a number", Double::valueOf);
    }

    /** A number, or {@code null} for an empty cell. */
    @Nullable
    Double numberIfAny() throws BrokenLineException {
        return skipIfEmpty() ? null : number();
    }

    /** A number of single precision, or {@code null} for an empty cell. */
    @Nullable
    Float singleIfAny() throws BrokenLineException {
        return skipIfEmpty() ? null : parsed("a number", Float::valueOf);
    }

    private boolean skipIfEmpty() {
        boolean empty = cells.get(next).isEmpty();
        if (empty) {
            next++;
        }
        return empty;
    }

    private <N> N parsed(String accepted, Function<String, N> parser) throws BrokenLineException {
        String cell = cells.get(next);
        try {
            N value = parser.apply(cell);
            next++;
            return value;
        } catch (NumberFormatException e) {
            throw new BrokenLineException(
                    file, line, columns.get(next) + " must be " + accepted + ", not '" + cell + "'");
        }
    }
}
