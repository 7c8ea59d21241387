package io.tinyfleet.agent.data.recordings;

import io.tinyfleet.agent.data.DataException;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Lines of one file, none longer than a bound; knows where it is, so that a complaint can say so. */
final class CsvLines {
    /** Characters. The longest published line has 153. */
    static final int LONGEST_LINE = 1_024;

    private final Reader reader;
    private final String file;
    private final char[] buffer = new char[8_192];
    private final StringBuilder text = new StringBuilder(LONGEST_LINE);
    private int position;
    private int limit;
    private int line;

    /** @param file the name to use in messages */
    CsvLines(Reader reader, String file) {
        this.reader = reader;
        this.file = file;
    }

    /** The next line without its end, which is LF or CR LF; null after the last. */
    @Nullable
    String next() throws IOException {
        line++;
        text.setLength(0);
        while (hasMore()) {
            char character = buffer[position++];
            if (character == '\n') {
                return withoutCarriageReturn();
            }
            if (text.length() == LONGEST_LINE) {
                throw malformed("longer than " + LONGEST_LINE + " characters, expected a row of a CSV file");
            }
            text.append(character);
        }
        return text.isEmpty() ? null : withoutCarriageReturn();
    }

    /** A complaint about the line last read. */
    DataException malformed(String problem) {
        return new DataException(file + ", line " + line + ": " + problem);
    }

    private boolean hasMore() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, reader.read(buffer, 0, buffer.length));
        }
        return position < limit;
    }

    private String withoutCarriageReturn() {
        int last = text.length() - 1;
        return last >= 0 && text.charAt(last) == '\r' ? text.substring(0, last) : text.toString();
    }
}
