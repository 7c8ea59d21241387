package io.tinyfleet.agent.data.csv;

import static io.tinyfleet.agent.data.Quote.quoted;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.tinyfleet.agent.data.DataException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a CSV file (RFC 4180, UTF-8) with a header, one at a time; blank lines are skipped and spaces around cells
 * dropped. Every row has as many cells as the header. Not thread-safe.
 */
public final class CsvTable implements Closeable {
    private static final int MOST_COLUMNS = 10_000;

    private static final CsvFactory CSV = CsvFactory.builder()
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();

    private final Path file;
    private final RowLimit limit;
    private final CsvParser parser;
    private final List<String> row = new ArrayList<>();
    private final int[] wanted;
    private int columns = MOST_COLUMNS;
    private long line = 1;

    private CsvTable(Path file, RowLimit limit, CsvParser parser, int columns) {
        this.file = file;
        this.limit = limit;
        this.parser = parser;
        wanted = new int[columns];
    }

    /**
     * Opens a file and reads its header.
     *
     * @param columns the names of those wanted; the file may have others, in any order
     * @throws DataException when there is no such file or column
     */
    public static CsvTable open(Path file, List<String> columns) throws DataException {
        if (!Files.isRegularFile(file)) {
            throw new DataException(
                    file + ": no such file, expected a CSV file with the columns " + String.join(", ", columns));
        }
        CsvTable table = null;
        try {
            RowLimit limit = new RowLimit(Files.newInputStream(file));
            table = new CsvTable(file, limit, CSV.createParser(limit), columns.size());
            table.readHeader(columns);
            return table;
        } catch (IOException e) {
            if (table != null) {
                table.close();
            }
            throw e instanceof DataException malformed ? malformed : new DataException(file + ": cannot be read", e);
        }
    }

    private void readHeader(List<String> names) throws DataException {
        if (!next()) {
            throw malformed("the file is empty, expected a header with the columns " + String.join(", ", names));
        }
        columns = row.size();
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = row.indexOf(names.get(i));
            if (wanted[i] < 0) {
                throw malformed(
                        "no column " + quoted(names.get(i)) + ", the header is " + quoted(String.join(",", row)));
            }
            if (wanted[i] != row.lastIndexOf(names.get(i))) {
                throw malformed("two columns are called " + quoted(names.get(i)));
            }
        }
    }

    /** Goes to the next row; false after the last. */
    public boolean next() throws DataException {
        boolean isHeader = columns == MOST_COLUMNS;
        row.clear();
        limit.beginRow();
        try {
            if (parser.nextToken() == null) {
                return false;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (row.size() == columns) {
                    throw malformed("more than " + columns + " columns" + (isHeader ? "" : ", expected " + columns));
                }
                if (row.isEmpty()) {
                    line = parser.currentTokenLocation().getLineNr();
                }
                row.add(parser.getText());
            }
        } catch (IOException e) {
            throw e instanceof DataException said ? said : unreadable(e);
        }
        if (!isHeader && row.size() != columns) {
            throw malformed(row.size() + " columns, expected " + columns);
        }
        return true;
    }

    private DataException unreadable(IOException e) {
        line = Math.max(line, parser.currentLocation().getLineNr());
        return new DataException(malformed("is no CSV in UTF-8: ").getMessage() + quoted(reason(e)), e);
    }

    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    /** A cell of the current row: the n-th of the columns wanted, from 0. */
    public String cell(int n) {
        return row.get(wanted[n]);
    }

    /** Where the current row begins, from 1. */
    public long line() {
        return line;
    }

    /** A complaint about the current row. */
    public DataException malformed(String problem) {
        return new DataException(file + ", line " + line + ": " + problem);
    }

    @Override
    public void close() throws DataException {
        try {
            parser.close();
        } catch (IOException e) {
            throw new DataException(file + ": cannot be closed", e);
        }
    }
}
