package io.tinyfleet.deploy.experiment.outcome;

import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code summary.md}: a table for each question that people have, and the charts. */
final class Summary {
    static final String NAME = "summary.md";

    private Summary() {}

    /**
     * The file's text.
     *
     * @param results of {@code runs}
     */
    static String text(List<Run> runs, Results results, List<Picture> pictures, RunDescription description) {
        StringBuilder text = new StringBuilder("# What came of it\n\n");
        text.append("`").append(description.command()).append("`\n\n");
        text.append(size(runs)).append("""
                 Numbers are mean ± standard deviation (n − 1) over the
                seeds; – stands where there is none. Accuracies are in per cent, of the devices' own test data. Bold is a run's
                best rule; the last column takes best rule minus best rule, seed by seed. *All classes*: every device is tested
                on the test data of all devices, under the rule that is best there; results.csv has all of them.
                """);
        text.append(validated(runs, description));
        for (Averaging averaging : Averaging.values()) {
            section(
                    text,
                    "Accuracy after the last round, " + averaging.label(),
                    """
                    The last round is the last that all seeds of a run have: a seed that diverged may have ended early.
                    """,
                    AccuracyTable.last(runs, averaging));
        }
        for (Averaging averaging : Averaging.values()) {
            section(text, "Accuracy at the best round, " + averaging.label(), """
                    A run's best round is the one whose best rule has the highest mean over seeds. It is picked on test data, as
                    papers do, and so flatters.
                    """, AccuracyTable.best(runs, averaging));
        }
        section(text, "Bytes per device and round", """
                Whole PUBLISH packets, mean over devices, rounds and seeds.
                """, BytesTable.of(runs));
        section(text, "What it takes to reach an accuracy", reach(runs), ReachTable.of(runs));
        ClassTable.of(runs, results.classes())
                .ifPresent(table -> section(text, "Classes by what a device has of them", """
                Columns are training samples of a class on a device. Of everybody's test samples of these classes, by the rule
                that is best there, after the last round.
                """, table));
        LateTable.of(runs, results.devices()).ifPresent(table -> section(text, "Devices that joined late", """
                Rounds are counted from each device's first; mean over those devices, by the rule that is best in the last
                round. Everybody else was there from the beginning.
                """, table));
        section(text, "At the end", """
                Of the last round, unless it says otherwise; the largest τ of all rounds is over all seeds, too. τ above 1
                for long, and a growing norm, mean that the run diverges.
                """, EndTable.of(runs));
        if (!pictures.isEmpty()) {
            text.append("\n## Charts\n\nLines are means over seeds, bands ± one standard deviation.\n");
            pictures.forEach(picture -> text.append("\n![")
                    .append(picture.title())
                    .append("](")
                    .append(picture.file())
                    .append(")\n"));
        }
        return text.toString();
    }

    /** Says which runs were kept from test data. */
    private static String validated(List<Run> runs, RunDescription description) {
        List<String> names = runs.stream()
                .map(Run::name)
                .filter(description::judgesOnValidation)
                .toList();
        if (names.isEmpty()) {
            return "";
        }
        String which = names.size() == runs.size() ? "" : " (`" + String.join("`, `", names) + "`)";
        return "\n**Judged on validation data**" + which
                + ": where it says test data, it is a part of the devices' training data that\n"
                + "was held out. Nobody looked at test data, so settings may be chosen by these tables.\n";
    }

    private static void section(StringBuilder text, String title, String explanation, String table) {
        text.append("\n## ").append(title).append("\n\n");
        text.append(explanation).append('\n').append(table);
    }

    private static String reach(List<Run> runs) {
        Run yardstick = ReachTable.yardstick(runs);
        return String.format(
                Locale.ROOT,
                """
                90, 95 and 100 %% of what `%s` reaches at its best round (%.2f %%), mean over devices and seeds, by the rule
                that is best at the run's own best round. Bytes are up and down, of one device, until then.
                """,
                yardstick.name(),
                100 * yardstick.best(Averaging.MEAN).accuracy());
    }

    private static String size(List<Run> runs) {
        SortedSet<Long> seeds = new TreeSet<>();
        SortedSet<Integer> devices = new TreeSet<>();
        for (Run run : runs) {
            seeds.addAll(run.bySeed().keySet());
            run.bySeed().values().forEach(seed -> seed.values().forEach(result -> devices.add(result.devices())));
        }
        return counted(runs.size(), "run") + ", " + listed(devices) + " devices, " + counted(seeds.size(), "seed")
                + " (" + listed(seeds) + ").";
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static String listed(SortedSet<? extends Number> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
