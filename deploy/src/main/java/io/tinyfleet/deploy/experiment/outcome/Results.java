package io.tinyfleet.deploy.experiment.outcome;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was measured, of one run and seed or of a whole experiment. Runs keep the order in which they first appear:
 * tables and charts show them in it.
 *
 * @param taus for charts; may be empty
 * @param prototypes for charts; may be empty
 * @param devices for analysis device by device; may be empty
 * @param classes for analysis class by class; may be empty
 */
public record Results(
        List<RoundResult> rounds,
        List<ClassTau> taus,
        List<ClassPrototype> prototypes,
        List<DeviceResult> devices,
        List<ClassResult> classes) {
    /** Nothing yet. */
    public static final Results NONE = new Results(List.of(), List.of(), List.of(), List.of(), List.of());

    /** Refuses a round of a run and seed that is there twice, and a run with two methods. */
    public Results {
        rounds = List.copyOf(rounds);
        taus = List.copyOf(taus);
        prototypes = List.copyOf(prototypes);
        devices = List.copyOf(devices);
        classes = List.copyOf(classes);
        Map<String, String> methods = new LinkedHashMap<>();
        Set<List<Object>> seen = new HashSet<>();
        for (RoundResult result : rounds) {
            String where = "run '" + result.run() + "', seed " + result.seed() + ", round " + result.round();
            if (!seen.add(List.of(result.run(), result.seed(), result.round()))) {
                throw new IllegalArgumentException(where + " is there twice");
            }
            String method = methods.putIfAbsent(result.run(), result.method());
            if (method != null && !method.equals(result.method())) {
                throw new IllegalArgumentException(
                        where + " has method " + result.method() + ", the run's earlier lines have " + method);
            }
        }
        RunName.requireDistinct(methods.keySet());
    }

    /** These and those, in this order. */
    public Results plus(Results others) {
        return new Results(
                joined(rounds, others.rounds),
                joined(taus, others.taus),
                joined(prototypes, others.prototypes),
                joined(devices, others.devices),
                joined(classes, others.classes));
    }

    /** Writes the five CSV files into a folder that exists, each as a whole. */
    public void write(Path folder) throws IOException {
        TauFile.write(folder.resolve(TauFile.NAME), taus);
        PrototypesFile.write(folder.resolve(PrototypesFile.NAME), prototypes);
        DevicesFile.write(folder.resolve(DevicesFile.NAME), devices);
        ClassesFile.write(folder.resolve(ClassesFile.NAME), classes);
        ResultsFile.write(folder.resolve(ResultsFile.NAME), rounds);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws BrokenLineException naming file and line
     * @throws IOException also if lines contradict each other
     */
    public static Results read(Path folder) throws IOException {
        try {
            return new Results(
                    ResultsFile.read(folder.resolve(ResultsFile.NAME)),
                    TauFile.read(folder.resolve(TauFile.NAME)),
                    PrototypesFile.read(folder.resolve(PrototypesFile.NAME)),
                    DevicesFile.read(folder.resolve(DevicesFile.NAME)),
                    ClassesFile.read(folder.resolve(ClassesFile.NAME)));
        } catch (IllegalArgumentException e) {
            throw new IOException(folder.resolve(ResultsFile.NAME) + ": " + e.getMessage(), e);
        }
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
