package io.tinyfleet.deploy.experiment.outcome;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code classes.csv}: a line for every run, seed, device and class that there are tests of, after the last round. */
final class ClassesFile {
    static final String NAME = "classes.csv";
    static final String HEADER = "run,seed,device,class,train_samples,test_samples,local,global,head,combined";

    private ClassesFile() {}

    static List<ClassResult> read(Path file) throws IOException {
        return CsvFile.read(
                file,
                HEADER,
                row -> new ClassResult(
                        row.text(),
                        row.wide(),
                        row.text(),
                        row.integer(),
                        row.integer(),
                        row.integer(),
                        ResultsFile.scores(row)));
    }

    static void write(Path file, List<ClassResult> classes) throws IOException {
        CsvFile.write(file, HEADER, classes.stream().map(ClassesFile::encode).toList());
    }

    private static String encode(ClassResult result) {
        return ResultsFile.line(
                result.run(),
                result.seed(),
                result.device(),
                result.classIndex(),
                result.trainSamples(),
                result.testSamples(),
                ResultsFile.encode(result.scores()));
    }
}
