package io.tinyfleet.deploy.experiment.outcome;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Rounds and bytes that a run takes to reach 90, 95 and 100 per cent of what {@code alone} reaches at best. */
final class ReachTable {
    private static final int[] PER_CENT = {90, 95, 100};

    private ReachTable() {}

    static String of(List<Run> runs) {
        Run yardstick = yardstick(runs);
        double reached = yardstick.best(Averaging.MEAN).accuracy();
        List<String> header = new ArrayList<>(List.of("run", "rule"));
        for (int share : PER_CENT) {
            header.add(String.format(Locale.ROOT, "rounds to %.2f %%", share * reached));
            header.add("bytes");
        }
        MarkdownTable table = new MarkdownTable(header);
        runs.forEach(run -> table.row(row(run, reached)));
        return table.toString();
    }

    /** The best run without exchange; where there is none, the best run. */
    static Run yardstick(List<Run> runs) {
        return new Baselines(runs)
                .bestAlone()
                .or(() -> runs.stream().max(Comparator.comparingDouble(run -> run.best(Averaging.MEAN)
                        .accuracy())))
                .orElseThrow();
    }

    private static List<String> row(Run run, double reached) {
        Rule rule = run.best(Averaging.MEAN).rule();
        List<String> cells = new ArrayList<>(List.of(run.name(), rule.label()));
        for (int share : PER_CENT) {
            OptionalInt round = firstRound(run, rule, reached * (share / 100.0));
            cells.add(round.isPresent() ? String.valueOf(round.getAsInt()) : Numbers.NONE);
            cells.add(round.isPresent() ? Numbers.bytes(run.bytesUntil(round.getAsInt())) : Numbers.NONE);
        }
        return cells;
    }

    private static OptionalInt firstRound(Run run, Rule rule, double level) {
        return run.rounds().stream()
                .mapToInt(Integer::intValue)
                .filter(round -> {
                    Spread spread = run.spread(round, result -> rule.of(result.mean()));
                    return spread != null && spread.mean() >= level;
                })
                .findFirst();
    }
}
