package io.tinyfleet.deploy.experiment.outcome;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code results.csv}: a line for every run, seed and round. */
final class ResultsFile {
    static final String NAME = "results.csv";
    static final String HEADER = "run,method,seed,round,devices,participants,local,global,head,combined,"
            + "weighted_local,weighted_global,weighted_head,weighted_combined,all_local,all_global,all_head,all_combined,bytes_up,bytes_down,"
            + "cross_entropy,pull,largest_tau,mu,prototype_norm,seconds";

    private static final String NOT_MEASURED = ",,,";

    private ResultsFile() {}

    static List<RoundResult> read(Path file) throws IOException {
        return CsvFile.read(file, HEADER, ResultsFile::decode);
    }

    static void write(Path file, List<RoundResult> results) throws IOException {
        CsvFile.write(file, HEADER, results.stream().map(ResultsFile::encode).toList());
    }

    private static String encode(RoundResult result) {
        return line(
                result.run(),
                result.method(),
                result.seed(),
                result.round(),
                result.devices(),
                result.participants(),
                encode(result.mean()),
                encode(result.weighted()),
                result.allClasses() == null ? NOT_MEASURED : encode(result.allClasses()),
                result.bytesUp(),
                result.bytesDown(),
                result.crossEntropy(),
                result.pull(),
                result.largestTau(),
                result.mu(),
                result.prototypeNorm(),
                result.seconds());
    }

    static String encode(Scores scores) {
        return line(scores.local(), scores.global(), scores.head(), scores.combined());
    }

    static String line(@Nullable Object... cells) {
        return Arrays.stream(cells)
                .map(cell -> cell == null ? "" : cell.toString())
                .collect(Collectors.joining(","));
    }

    private static RoundResult decode(CsvRow row) throws BrokenLineException {
        return new RoundResult(
                row.text(),
                row.text(),
                row.wide(),
                row.integer(),
                row.integer(),
                row.integer(),
                scores(row),
                scores(row),
                allClasses(row),
                row.wide(),
                row.wide(),
                row.number(),
                row.number(),
                row.numberIfAny(),
                row.numberIfAny(),
                row.number(),
                row.number());
    }

    /** All four are there or none of the first and third, which are never missing where it was measured. */
    private static @Nullable Scores allClasses(CsvRow row) throws BrokenLineException {
        Double local = row.numberIfAny();
        Double global = row.numberIfAny();
        Double head = row.numberIfAny();
        Double combined = row.numberIfAny();
        if (local != null && head != null) {
            return new Scores(local, global, head, combined);
        }
        if (local != null || global != null || head != null || combined != null) {
            throw new IllegalArgumentException("all_local and all_head must be there if any of all_… is");
        }
        return null;
    }

    static Scores scores(CsvRow row) throws BrokenLineException {
        return new Scores(row.number(), row.numberIfAny(), row.number(), row.numberIfAny());
    }
}
