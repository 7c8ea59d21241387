package io.tinyfleet.deploy.experiment.outcome;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code tau.csv}: a line for every run, seed, round and class. */
final class TauFile {
    static final String NAME = "tau.csv";
    static final String HEADER = "run,seed,round,class,tau";

    private TauFile() {}

    static List<ClassTau> read(Path file) throws IOException {
        return CsvFile.read(
                file, HEADER, row -> new ClassTau(row.text(), row.wide(), row.integer(), row.integer(), row.number()));
    }

    static void write(Path file, List<ClassTau> taus) throws IOException {
        CsvFile.write(file, HEADER, taus.stream().map(TauFile::encode).toList());
    }

    private static String encode(ClassTau tau) {
        return tau.run() + "," + tau.seed() + "," + tau.round() + "," + tau.classIndex() + "," + tau.tau();
    }
}
