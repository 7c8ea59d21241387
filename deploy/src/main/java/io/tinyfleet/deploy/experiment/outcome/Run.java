package io.tinyfleet.deploy.experiment.outcome;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One named configuration over all its seeds. What is said about a round is said of all seeds, or not at all: a mean
 * over some of them would not compare with its neighbours.
 *
 * @param bySeed never empty: seed → round → result
 */
record Run(String name, String method, SortedMap<Long, SortedMap<Integer, RoundResult>> bySeed) {

    /** In the order in which they first appear. */
    static List<Run> all(Results results) {
        Map<String, Run> runs = new LinkedHashMap<>();
        for (RoundResult result : results.rounds()) {
            runs.computeIfAbsent(result.run(), name -> new Run(name, result.method(), new TreeMap<>()))
                    .bySeed
                    .computeIfAbsent(result.seed(), seed -> new TreeMap<>())
                    .put(result.round(), result);
        }
        runs.values().forEach(Run::requireRounds);
        return List.copyOf(runs.values());
    }

    private void requireRounds() {
        if (rounds().isEmpty()) {
            throw new IllegalArgumentException("the seeds of run '" + name + "' have no round in common");
        }
    }

    /** Rounds that all seeds have, ascending. */
    SortedSet<Integer> rounds() {
        SortedSet<Integer> common = null;
        for (SortedMap<Integer, RoundResult> rounds : bySeed.values()) {
            if (common == null) {
                common = new TreeSet<>(rounds.keySet());
            }
            common.retainAll(rounds.keySet());
        }
        return common == null ? new TreeSet<>() : common;
    }

    int lastRound() {
        return rounds().last();
    }

    /** By seed; {@code null} if a seed has no such value. */
    @Nullable
    SortedMap<Long, Double> values(int round, Function<RoundResult, @Nullable Double> column) {
        SortedMap<Long, Double> values = new TreeMap<>();
        for (Map.Entry<Long, SortedMap<Integer, RoundResult>> seed : bySeed.entrySet()) {
            RoundResult result = seed.getValue().get(round);
            Double value = result == null ? null : column.apply(result);
            if (value == null) {
                return null;
            }
            values.put(seed.getKey(), value);
        }
        return values;
    }

    /** Over seeds; {@code null} if a seed has no such value. */
    @Nullable
    Spread spread(int round, Function<RoundResult, @Nullable Double> column) {
        SortedMap<Long, Double> values = values(round, column);
        return values == null ? null : Spread.of(values.values());
    }

    /** Of the rule that does best on the classes of all devices; {@code null} if that was not measured in all seeds. */
    @Nullable
    Spread bestOnAllClasses(int round) {
        Spread best = null;
        for (Rule rule : Rule.values()) {
            Spread spread = spread(round, result -> result.allClasses() == null ? null : rule.of(result.allClasses()));
            if (spread != null && (best == null || spread.mean() > best.mean())) {
                best = spread;
            }
        }
        return best;
    }

    /** The rule that does best in a round; of equals the first. */
    Peak bestIn(int round, Averaging averaging) {
        Peak best = null;
        for (Rule rule : Rule.values()) {
            Spread spread = spread(round, result -> rule.of(averaging.of(result)));
            if (spread != null && (best == null || spread.mean() > best.accuracy())) {
                best = new Peak(round, rule, spread.mean());
            }
        }
        if (best == null) {
            throw new IllegalStateException(
                    "this is a bug: round " + round + " of run '" + name + "' is not in all seeds");
        }
        return best;
    }

    /** The round and rule that do best; of equals the earliest. */
    Peak best(Averaging averaging) {
        Peak best = bestIn(rounds().first(), averaging);
        for (int round : rounds()) {
            Peak peak = bestIn(round, averaging);
            if (peak.accuracy() > best.accuracy()) {
                best = peak;
            }
        }
        return best;
    }

    /** Bytes up and down of a device until the end of a round, mean over seeds. */
    double bytesUntil(int round) {
        SortedSet<Integer> until = rounds().headSet(round + 1);
        return until.size() * over(until, result -> (double) (result.bytesUp() + result.bytesDown()));
    }

    /** Mean over all rounds and seeds of a column that no line lacks. */
    double overall(Function<RoundResult, Double> column) {
        return over(rounds(), column);
    }

    private double over(Set<Integer> rounds, Function<RoundResult, Double> column) {
        return bySeed.values().stream()
                .flatMap(seed -> seed.values().stream())
                .filter(result -> rounds.contains(result.round()))
                .mapToDouble(column::apply)
                .average()
                .orElseThrow();
    }
}
