package io.tinyfleet.deploy.experiment.outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Every run's accuracy under every rule in one round, and how far its best rule is from that of {@code alone}. */
final class AccuracyTable {
    private final List<Run> runs;
    private final Baselines baselines;
    private final Averaging averaging;
    private final ToIntFunction<Run> roundOf;

    private AccuracyTable(List<Run> runs, Averaging averaging, ToIntFunction<Run> roundOf) {
        this.runs = runs;
        this.baselines = new Baselines(runs);
        this.averaging = averaging;
        this.roundOf = roundOf;
    }

    static String last(List<Run> runs, Averaging averaging) {
        return new AccuracyTable(runs, averaging, Run::lastRound).text();
    }

    static String best(List<Run> runs, Averaging averaging) {
        return new AccuracyTable(runs, averaging, run -> run.best(averaging).round()).text();
    }

    private String text() {
        List<String> header = new ArrayList<>(List.of("run", "seeds", "round"));
        for (Rule rule : Rule.values()) {
            header.add(rule.label());
        }
        if (averaging == Averaging.MEAN) {
            header.add("all classes");
        }
        header.add("best rule − that of alone");
        MarkdownTable table = new MarkdownTable(header);
        runs.forEach(run -> table.row(row(run)));
        return table.toString();
    }

    private List<String> row(Run run) {
        int round = roundOf.applyAsInt(run);
        Rule best = run.bestIn(round, averaging).rule();
        List<String> cells =
                new ArrayList<>(List.of(run.name(), String.valueOf(run.bySeed().size()), String.valueOf(round)));
        for (Rule rule : Rule.values()) {
            String accuracy = Numbers.percent(run.spread(round, result -> rule.of(averaging.of(result))));
            cells.add(rule == best ? "**" + accuracy + "**" : accuracy);
        }
        if (averaging == Averaging.MEAN) {
            cells.add(Numbers.percent(run.bestOnAllClasses(round)));
        }
        cells.add(
                run.method().equals("alone")
                        ? Numbers.NONE
                        : baselines
                                .alone(run)
                                .map(alone -> difference(run, alone))
                                .orElse(Numbers.NONE));
        return cells;
    }

    private String difference(Run run, Run alone) {
        SortedMap<Long, Double> mine = accuracies(run);
        SortedMap<Long, Double> theirs = accuracies(alone);
        SortedMap<Long, Double> differences = new TreeMap<>();
        mine.forEach((seed, accuracy) -> {
            Double other = theirs.get(seed);
            if (other != null) {
                differences.put(seed, accuracy - other);
            }
        });
        if (differences.isEmpty()) {
            return Numbers.NONE;
        }
        return Numbers.points(Spread.of(differences.values()))
                + (differences.size() < mine.size() ? " (n = " + differences.size() + ")" : "")
                + (baselines.severalOf("alone") ? " (" + alone.name() + ")" : "");
    }

    /** Of the best rule, by seed. */
    private SortedMap<Long, Double> accuracies(Run run) {
        Peak peak = run.bestIn(roundOf.applyAsInt(run), averaging);
        @Nullable
        SortedMap<Long, Double> values =
                run.values(peak.round(), result -> peak.rule().of(averaging.of(result)));
        return values == null ? new TreeMap<>() : values;
    }
}
