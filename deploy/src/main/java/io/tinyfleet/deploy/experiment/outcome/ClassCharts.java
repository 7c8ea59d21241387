package io.tinyfleet.deploy.experiment.outcome;

import io.tinyfleet.deploy.experiment.outcome.jfreechart.Axis;
import io.tinyfleet.deploy.experiment.outcome.jfreechart.HeatMap;
import io.tinyfleet.deploy.experiment.outcome.jfreechart.Line;
import io.tinyfleet.deploy.experiment.outcome.jfreechart.LineChart;
import io.tinyfleet.deploy.experiment.outcome.jfreechart.Look;
import io.tinyfleet.deploy.experiment.outcome.jfreechart.Point;
import io.tinyfleet.deploy.experiment.outcome.jfreechart.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Charts of one run with all its classes. */
final class ClassCharts {
    private final String run;
    private final List<ClassTau> taus;
    private final List<ClassPrototype> prototypes;

    ClassCharts(String run, Results results) {
        this.run = run;
        this.taus = results.taus().stream().filter(tau -> tau.run().equals(run)).toList();
        this.prototypes = results.prototypes().stream()
                .filter(prototype -> prototype.run().equals(run))
                .toList();
    }

    /** τ of every class, mean over the seeds that have it. */
    Optional<LineChart> taus() {
        if (taus.isEmpty()) {
            return Optional.empty();
        }
        SortedMap<Integer, SortedMap<Integer, Double>> byClass = taus.stream()
                .collect(Collectors.groupingBy(
                        ClassTau::classIndex,
                        TreeMap::new,
                        Collectors.groupingBy(
                                ClassTau::round, TreeMap::new, Collectors.averagingDouble(ClassTau::tau))));
        int classes = byClass.lastKey() + 1;
        List<Line> lines = new ArrayList<>();
        byClass.forEach((index, rounds) -> lines.add(new Line(
                "class " + index,
                Look.ofNumber(index, classes),
                rounds.entrySet().stream()
                        .map(round -> new Point(round.getKey(), round.getValue(), 0))
                        .toList())));
        return Optional.of(new LineChart(
                "τ of each class over rounds: " + run,
                new Axis("round", Scale.COUNT),
                new Axis("τ, norm of target ÷ norm of prototype (dashed: 1)", Scale.LINEAR_FROM_ZERO),
                lines,
                1.0,
                "class"));
    }

    /** The last global prototypes of the first seed: those of several seeds have nothing in common. */
    Optional<HeatMap> prototypes() {
        if (prototypes.isEmpty()) {
            return Optional.empty();
        }
        long seed = prototypes.get(0).seed();
        SortedMap<Integer, List<@Nullable Float>> rows = new TreeMap<>();
        for (ClassPrototype prototype : prototypes) {
            if (prototype.seed() == seed) {
                rows.put(prototype.classIndex(), prototype.values());
            }
        }
        List<List<@Nullable Float>> cells = new ArrayList<>();
        for (int index = 0; index <= rows.lastKey(); index++) {
            cells.add(rows.getOrDefault(index, List.of()));
        }
        return Optional.of(new HeatMap(
                "Global prototypes after the last round: " + run + ", seed " + seed,
                "dimension (white: left out by the class's mask)",
                "class",
                cells,
                "value"));
    }
}
