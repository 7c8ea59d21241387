package io.tinyfleet.deploy.experiment.outcome;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a run is compared with: {@code alone} for what it learns, {@code fedproto} for what it sends. */
final class Baselines {
    private final List<Run> runs;

    Baselines(List<Run> runs) {
        this.runs = List.copyOf(runs);
    }

    /** The {@code alone} run that reaches most. */
    Optional<Run> bestAlone() {
        return runs.stream().filter(run -> run.method().equals("alone")).max(byReach());
    }

    /** The devices alone, under the settings that the run's name shares with theirs. */
    Optional<Run> alone(Run run) {
        return counterpart(run, "alone");
    }

    /** Dense prototypes, under the settings that the run's name shares with theirs. */
    Optional<Run> dense(Run run) {
        return counterpart(run, "fedproto");
    }

    /** Says whether tables must name the run compared with. */
    boolean severalOf(String method) {
        return runs.stream().filter(run -> run.method().equals(method)).count() > 1;
    }

    /** {@code tinyproto-fp n=5 λ=10} is compared with {@code alone n=5} rather than {@code alone n=50}. */
    private Optional<Run> counterpart(Run run, String method) {
        return runs.stream()
                .filter(candidate -> candidate.method().equals(method))
                .max(Comparator.comparingInt((Run candidate) -> likeness(candidate, run))
                        .thenComparing(byReach()));
    }

    private static int likeness(Run candidate, Run run) {
        Set<String> words = new HashSet<>(Arrays.asList(run.name().split(" +", -1)));
        int shared = 0;
        int foreign = 0;
        for (String word : candidate.name().split(" +", -1)) {
            if (words.contains(word)) {
                shared++;
            } else if (!word.equals(candidate.method())) {
                foreign++;
            }
        }
        return shared - foreign;
    }

    private static Comparator<Run> byReach() {
        return Comparator.comparingDouble(run -> run.best(Averaging.MEAN).accuracy());
    }
}
