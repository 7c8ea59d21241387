package io.tinyfleet.deploy.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tinyfleet.deploy.experiment.Experiment.Unit;
import io.tinyfleet.deploy.experiment.outcome.Results;
import io.tinyfleet.deploy.experiment.outcome.RunName;
import io.tinyfleet.operations.settings.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder of an experiment: below {@code runs} a folder for every unit that is complete, with its results and the
 * configuration that they are of. It appears there as a whole or not at all.
 */
final class Archive {
    private static final String CONFIGURATION = "configuration.txt";
    private static final String UNFINISHED = ".unfinished-";

    private final Path folder;
    private final Path runs;

    private Archive(Path folder) {
        this.folder = folder;
        runs = folder.resolve("runs");
    }

    /**
     * Opens or makes the folder.
     *
     * @param fresh whether to forget the units that are complete
     */
    static Archive open(Path folder, boolean fresh) throws UserMistake {
        Archive archive = new Archive(folder);
        try {
            Files.createDirectories(archive.runs);
            for (Path unit : list(archive.runs)) {
                if (fresh || unit.getFileName().toString().startsWith(UNFINISHED)) {
                    delete(unit);
                }
            }
            return archive;
        } catch (IOException e) {
            throw new UserMistake("--out: cannot write to " + folder + ": " + e.getMessage(), e);
        }
    }

    Path folder() {
        return folder;
    }

    /**
     * The results of a unit that is complete.
     *
     * @param configuration what they have to be of
     * @throws UserMistake if they are of another, or cannot be read
     */
    Optional<Results> completed(Unit unit, Map<String, String> configuration) throws UserMistake {
        Path home = home(unit);
        if (!Files.isDirectory(home)) {
            return Optional.empty();
        }
        try {
            List<String> differences =
                    differences(parse(Files.readAllLines(home.resolve(CONFIGURATION), UTF_8)), configuration);
            if (!differences.isEmpty()) {
                throw new UserMistake(home + " was made with other settings: " + String.join(", ", differences)
                        + ". Take another --out, or --fresh to begin anew");
            }
            return Optional.of(Results.read(home));
        } catch (IOException e) {
            throw new UserMistake(home + " cannot be read: " + e.getMessage() + ". --fresh begins anew", e);
        }
    }

    /** Keeps what came of a unit. */
    void complete(Unit unit, Map<String, String> configuration, Results results) throws IOException {
        Path home = home(unit);
        Path unfinished = runs.resolve(UNFINISHED + home.getFileName());
        Files.createDirectory(unfinished);
        results.write(unfinished);
        List<String> lines = configuration.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toList();
        Files.write(unfinished.resolve(CONFIGURATION), lines, UTF_8);
        Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Refuses units that are not of this experiment: they would be missing from its tables. */
    void requireNoOthers(List<Unit> units) throws UserMistake {
        List<Path> mine = units.stream().map(this::home).toList();
        try {
            String others = list(runs).stream()
                    .filter(path -> !mine.contains(path))
                    .map(path -> path.getFileName().toString())
                    .collect(Collectors.joining(", "));
            if (!others.isEmpty()) {
                throw new UserMistake(runs + " holds what this experiment has not: " + others
                        + ". Take another --out, or --fresh to begin anew");
            }
        } catch (IOException e) {
            throw new UserMistake("--out: cannot read " + runs + ": " + e.getMessage(), e);
        }
    }

    private Path home(Unit unit) {
        return runs.resolve(RunName.fileName(unit.run().name()) + "-" + unit.seed());
    }

    private static Map<String, String> parse(List<String> lines) {
        Map<String, String> configuration = new TreeMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            configuration.put(line.substring(0, Math.max(0, equals)), line.substring(equals + 1));
        }
        return configuration;
    }

    private static List<String> differences(Map<String, String> then, Map<String, String> now) {
        Map<String, String> all = new TreeMap<>(then);
        all.putAll(now);
        List<String> differences = new ArrayList<>();
        for (String key : all.keySet()) {
            String before = then.getOrDefault(key, "nothing");
            String after = now.getOrDefault(key, "nothing");
            if (!before.equals(after)) {
                differences.add(key + " was " + before + " and is " + after);
            }
        }
        return differences;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
