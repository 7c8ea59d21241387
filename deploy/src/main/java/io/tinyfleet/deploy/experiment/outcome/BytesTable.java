package io.tinyfleet.deploy.experiment.outcome;

import java.util.List;

/** What a device sends and receives in a round, and how that compares with dense prototypes. */
final class BytesTable {
    private BytesTable() {}

    static String of(List<Run> runs) {
        Baselines baselines = new Baselines(runs);
        boolean named = runs.stream()
                        .flatMap(run -> baselines.dense(run).stream())
                        .map(BytesTable::both)
                        .distinct()
                        .count()
                > 1;
        MarkdownTable table = new MarkdownTable(List.of("run", "up", "down", "both", "of fedproto's"));
        for (Run run : runs) {
            table.row(List.of(
                    run.name(),
                    Numbers.bytes(run.overall(result -> (double) result.bytesUp())),
                    Numbers.bytes(run.overall(result -> (double) result.bytesDown())),
                    Numbers.bytes(both(run)),
                    baselines.dense(run).map(dense -> ratio(run, dense, named)).orElse(Numbers.NONE)));
        }
        return table.toString();
    }

    private static String ratio(Run run, Run dense, boolean named) {
        String ratio = Numbers.ratio(both(run), both(dense));
        return named && both(run) > 0 ? ratio + " (" + dense.name() + ")" : ratio;
    }

    private static double both(Run run) {
        return run.overall(result -> (double) (result.bytesUp() + result.bytesDown()));
    }
}
