package io.tinyfleet.deploy.experiment.outcome;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code prototypes.csv}: a line for every run, seed and class, with as many dimensions as the widest run has. Cells off
 * a class's mask are empty.
 */
final class PrototypesFile {
    static final String NAME = "prototypes.csv";
    private static final String KEYS = "run,seed,class,d";

    private PrototypesFile() {}

    /** The header says how many dimensions there are: run,seed,class,d,0,1,2 … */
    private static String header(int dimensions) {
        return KEYS + IntStream.range(0, dimensions).mapToObj(k -> "," + k).collect(Collectors.joining());
    }

    static List<ClassPrototype> read(Path file) throws IOException {
        List<String> lines = CsvFile.lines(file);
        String found = lines.isEmpty() ? "" : lines.get(0);
        int dimensions = found.split(",", -1).length - header(0).split(",", -1).length;
        if (!found.equals(header(dimensions))) {
            throw new BrokenLineException(file, 1, "the header must be '" + KEYS + ",0,1,2 …'");
        }
        return CsvFile.decode(file, lines, PrototypesFile::decode);
    }

    static void write(Path file, List<ClassPrototype> prototypes) throws IOException {
        int widest = prototypes.stream()
                .mapToInt(prototype -> prototype.values().size())
                .max()
                .orElse(0);
        CsvFile.write(
                file,
                header(widest),
                prototypes.stream().map(prototype -> encode(prototype, widest)).toList());
    }

    private static String encode(ClassPrototype prototype, int widest) {
        int dimensions = prototype.values().size();
        return prototype.run() + "," + prototype.seed() + "," + prototype.classIndex() + "," + dimensions
                + prototype.values().stream()
                        .map(value -> "," + (value == null ? "" : value))
                        .collect(Collectors.joining())
                + ",".repeat(widest - dimensions);
    }

    private static ClassPrototype decode(CsvRow row) throws BrokenLineException {
        String run = row.text();
        long seed = row.wide();
        int classIndex = row.integer();
        int dimensions = row.integer();
        List<@Nullable Float> values = new ArrayList<>();
        while (row.hasNext()) {
            Float value = row.singleIfAny();
            if (values.size() < dimensions) {
                values.add(value);
            } else if (value != null) {
                throw new IllegalArgumentException("values beyond dimension d = " + dimensions);
            }
        }
        if (values.size() < dimensions) {
            throw new IllegalArgumentException(
                    "d = " + dimensions + ", but there are only " + values.size() + " values");
        }
        return new ClassPrototype(run, seed, classIndex, values);
    }
}
