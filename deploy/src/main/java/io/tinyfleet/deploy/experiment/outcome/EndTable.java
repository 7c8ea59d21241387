package io.tinyfleet.deploy.experiment.outcome;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Whether a run came to rest or grew without limit. */
final class EndTable {
    private EndTable() {}

    static String of(List<Run> runs) {
        MarkdownTable table = new MarkdownTable(List.of(
                "run",
                "largest τ",
                "largest τ of all rounds",
                "μ",
                "cross-entropy",
                "λ · R",
                "prototype norm",
                "norm ÷ that of round 1",
                "seconds a round"));
        runs.forEach(run -> table.row(row(run)));
        return table.toString();
    }

    private static List<String> row(Run run) {
        int last = run.lastRound();
        return List.of(
                run.name(),
                Numbers.any(run.spread(last, RoundResult::largestTau)),
                largestTau(run),
                Numbers.any(run.spread(last, RoundResult::mu)),
                Numbers.any(run.spread(last, RoundResult::crossEntropy)),
                Numbers.any(run.spread(last, RoundResult::pull)),
                Numbers.any(run.spread(last, RoundResult::prototypeNorm)),
                growth(run),
                Numbers.any(run.overall(RoundResult::seconds)));
    }

    private static String largestTau(Run run) {
        return run.bySeed().values().stream()
                .flatMap(rounds -> rounds.values().stream())
                .map(RoundResult::largestTau)
                .filter(Objects::nonNull)
                .max(Double::compare)
                .map(Numbers::any)
                .orElse(Numbers.NONE);
    }

    private static String growth(Run run) {
        Collection<Double> growths = run.bySeed().values().stream()
                .map(seed -> {
                    RoundResult first = seed.get(1);
                    RoundResult last = seed.get(run.lastRound());
                    return first == null || last == null ? null : last.prototypeNorm() / first.prototypeNorm();
                })
                .filter(Objects::nonNull)
                .toList();
        return growths.size() < run.bySeed().size() ? Numbers.NONE : Numbers.any(Spread.of(growths));
    }
}
