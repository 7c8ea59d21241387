package io.tinyfleet.agent.data.recordings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tinyfleet.agent.data.DataException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One person's directory.
 *
 * @param name such as {@code s01}
 * @param directory where the files are
 * @param recordings names such as {@code s01_01}, ascending; each has one file of the phone and one of the watch
 */
record Person(String name, Path directory, List<String> recordings) {
    /** The first, fifth, ninth … of a person's recordings are for testing. */
    private static final int TEST_EVERY = 4;

    private static final Pattern FILE = Pattern.compile("(s\\d{2}_\\d{2})_s[pw]\\.csv");

    /** Lists a person's recordings, for which both devices must be present: they share the split into parts. */
    static Person in(Path directory, String name) throws DataException {
        TreeSet<String> recordings = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "[!.]*.csv")) {
            for (Path file : files) {
                recordings.add(recording(name, String.valueOf(file.getFileName())));
            }
        } catch (IOException e) {
            throw e instanceof DataException malformed ? malformed : new DataException(name + ": cannot be listed", e);
        }
        if (recordings.isEmpty()) {
            throw new DataException(name + ": no recordings, expected files such as " + name + "_01_sp.csv");
        }
        Person person = new Person(name, directory, List.copyOf(recordings));
        person.requireBothDevices();
        return person;
    }

    private static String recording(String name, String file) throws DataException {
        Matcher matcher = FILE.matcher(file);
        if (!matcher.matches() || !file.startsWith(name)) {
            throw new DataException(name + "/" + file + ": not a recording's name, expected one such as " + name
                    + "_01_sp.csv or " + name + "_01_sw.csv");
        }
        return matcher.group(1);
    }

    private void requireBothDevices() throws DataException {
        for (String recording : recordings) {
            for (Wearable wearable : Wearable.values()) {
                if (!Files.isRegularFile(file(recording, wearable))) {
                    throw new DataException(label(recording, wearable)
                            + ": no such file, expected every recording of the phone (sp) and of the watch (sw)");
                }
            }
        }
    }

    List<String> trainRecordings() {
        return every(false);
    }

    List<String> testRecordings() {
        return every(true);
    }

    private List<String> every(boolean test) {
        return IntStream.range(0, recordings.size())
                .filter(i -> (i % TEST_EVERY == 0) == test)
                .mapToObj(recordings::get)
                .toList();
    }

    /** Reads recordings of one of the person's devices, one file after the other. */
    List<Recording> read(List<String> names, Wearable wearable) throws DataException {
        List<Recording> read = new ArrayList<>();
        for (String recording : names) {
            // ISO 8859-1 decodes every byte, so that a damaged file is told by its line.
            try (var reader = Files.newBufferedReader(file(recording, wearable), ISO_8859_1)) {
                read.add(RecordingParser.parse(reader, label(recording, wearable)));
            } catch (IOException e) {
                throw e instanceof DataException malformed
                        ? malformed
                        : new DataException(label(recording, wearable) + ": cannot be read", e);
            }
        }
        return read;
    }

    private Path file(String recording, Wearable wearable) {
        return directory.resolve(recording + "_" + wearable.code() + ".csv");
    }

    /** How messages name a file. */
    private String label(String recording, Wearable wearable) {
        return name + "/" + recording + "_" + wearable.code() + ".csv";
    }
}
