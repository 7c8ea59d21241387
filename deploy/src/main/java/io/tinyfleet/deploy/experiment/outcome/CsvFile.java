package io.tinyfleet.deploy.experiment.outcome;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Comma-separated values as we write them: UTF-8, a fixed header, lines that end with {@code \n}, and no quotes, since
 * {@link RunName} keeps commas out. Numbers are written so that reading gives the same bits, in any locale.
 */
final class CsvFile {
    private CsvFile() {}

    interface Decoder<T> {
        /** One line's value; an {@link IllegalArgumentException} says that it is out of range. */
        T decode(CsvRow row) throws BrokenLineException;
    }

    /** All lines, or a {@link BrokenLineException} for the first that is not as {@link #write} writes it. */
    static <T> List<T> read(Path file, String header, Decoder<T> decoder) throws IOException {
        List<String> lines = lines(file);
        if (lines.isEmpty() || !lines.get(0).equals(header)) {
            throw new BrokenLineException(file, 1, "the header must be '" + header + "'");
        }
        return decode(file, lines, decoder);
    }

    /** For a file whose header is checked elsewhere. */
    static <T> List<T> decode(Path file, List<String> lines, Decoder<T> decoder) throws BrokenLineException {
        List<String> columns = List.of(lines.get(0).split(",", -1));
        List<T> values = new ArrayList<>();
        for (int line = 2; line <= lines.size(); line++) {
            CsvRow row = CsvRow.of(file, line, columns, lines.get(line - 1));
            try {
                values.add(decoder.decode(row));
            } catch (IllegalArgumentException e) {
                throw new BrokenLineException(file, line, String.valueOf(e.getMessage()));
            }
        }
        return values;
    }

    static List<String> lines(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not UTF-8", e);
        }
        List<String> lines = text.lines().toList();
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw new BrokenLineException(file, lines.size(), "the last line is cut off");
        }
        return lines;
    }

    static void write(Path file, String header, List<String> lines) throws IOException {
        StringBuilder text = new StringBuilder(header).append('\n');
        lines.forEach(line -> text.append(line).append('\n'));
        WholeFile.write(file, text.toString().getBytes(UTF_8));
    }
}
