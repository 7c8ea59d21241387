package io.tinyfleet.agent.data.recordings;

import static io.tinyfleet.agent.data.Quote.quoted;

import io.tinyfleet.agent.data.DataException;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one CSV file of a recording, and refuses whatever is not exactly that.
 *
 * <p>Timestamps, whole milliseconds, are checked and then dropped: rows count as evenly spaced. In the published
 * files they never decrease; successive rows often share one or arrive up to 185 ms late because the phone delivers
 * in bursts, while every file has 102 to 105 rows a second overall. So the order of rows is a better clock than the
 * timestamps are. A step back, or a gap of more than a second, is a hole that a window must not bridge: refused.
 */
final class RecordingParser {
    static final String HEADER = "x_acc,y_acc,z_acc,x_gyro,y_gyro,z_gyro,timestamp,label";

    /** Rows in one recording: 16 minutes at 100 Hz. The longest published recording has 1,541. */
    static final int MOST_ROWS = 100_000;

    static final long LONGEST_GAP_MS = 1_000;

    private static final String[] COLUMNS = HEADER.split(",", -1);
    private static final int TIMESTAMP = Recording.CHANNELS;
    private static final int LABEL = TIMESTAMP + 1;

    private final CsvLines lines;
    private final String[] cells = new String[COLUMNS.length];
    private float[] values = new float[2_048 * Recording.CHANNELS];
    private byte[] activities = new byte[2_048];
    private int rows;
    private long latestMs = -1;

    private RecordingParser(CsvLines lines) {
        this.lines = lines;
    }

    /**
     * Reads to the end.
     *
     * @param file the name to use in messages
     */
    static Recording parse(Reader reader, String file) throws IOException {
        return new RecordingParser(new CsvLines(reader, file)).parse();
    }

    private Recording parse() throws IOException {
        checkHeader(lines.next());
        for (String line = lines.next(); line != null; line = lines.next()) {
            split(line);
            addRow();
        }
        return new Recording(Arrays.copyOf(values, rows * Recording.CHANNELS), Arrays.copyOf(activities, rows));
    }

    private void checkHeader(@Nullable String header) throws DataException {
        if (header == null) {
            throw lines.malformed("the file is empty, expected the header '" + HEADER + "'");
        }
        if (!header.equals(HEADER)) {
            throw lines.malformed("the header is " + quoted(header) + ", expected '" + HEADER + "'");
        }
    }

    private void split(String line) throws DataException {
        int found = 0;
        int start = 0;
        for (int end = line.indexOf(','); end >= 0; end = line.indexOf(',', start)) {
            if (found < cells.length) {
                cells[found] = line.substring(start, end);
            }
            found++;
            start = end + 1;
        }
        if (found < cells.length) {
            cells[found] = line.substring(start);
        }
        found++;
        if (found != cells.length) {
            throw lines.malformed(found + " columns, expected " + cells.length + ": " + HEADER);
        }
    }

    private void addRow() throws DataException {
        if (rows == MOST_ROWS) {
            throw lines.malformed("more than " + MOST_ROWS + " rows, expected one recording of some seconds");
        }
        if (rows == activities.length) {
            activities = Arrays.copyOf(activities, 2 * rows);
            values = Arrays.copyOf(values, 2 * values.length);
        }
        for (int channel = 0; channel < Recording.CHANNELS; channel++) {
            values[rows * Recording.CHANNELS + channel] = finite(channel);
        }
        checkTimestamp();
        activities[rows++] = (byte) activity().label();
    }

    private float finite(int column) throws DataException {
        String cell = cells[column];
        if (isDecimal(cell)) {
            try {
                float value = Float.parseFloat(cell);
                if (Float.isFinite(value)) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // Told below, in words of the file instead of those of the JDK.
            }
        }
        throw lines.malformed(COLUMNS[column] + " is " + quoted(cell) + ", expected a finite number");
    }

    /** Keeps out what {@link Float#parseFloat} takes besides decimal numbers: hexadecimal, 1f, NaN, spaces. */
    private static boolean isDecimal(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return false;
            }
        }
        return true;
    }

    private void checkTimestamp() throws DataException {
        long timestampMs = timestampMs();
        if (rows > 0 && timestampMs < latestMs) {
            throw lines.malformed(
                    "timestamp is " + timestampMs + ", expected no less than the row before, " + latestMs);
        }
        if (rows > 0 && timestampMs - latestMs > LONGEST_GAP_MS) {
            throw lines.malformed("timestamp is " + (timestampMs - latestMs)
                    + " ms after the row before, expected at most " + LONGEST_GAP_MS + " ms");
        }
        latestMs = timestampMs;
    }

    private long timestampMs() throws DataException {
        String cell = cells[TIMESTAMP];
        try {
            long timestampMs = Long.parseLong(cell);
            if (timestampMs >= 0) {
                return timestampMs;
            }
        } catch (NumberFormatException e) {
            // Told below, in words of the file instead of those of the JDK.
        }
        throw lines.malformed("timestamp is " + quoted(cell) + ", expected whole milliseconds since 1970");
    }

    private Activity activity() throws DataException {
        Activity activity = Activity.named(cells[LABEL]);
        if (activity == null) {
            throw lines.malformed(
                    "label is " + quoted(cells[LABEL]) + ", expected one of " + String.join(", ", Activity.names()));
        }
        return activity;
    }
}
