package io.tinyfleet.deploy.experiment.outcome;

import io.tinyfleet.deploy.experiment.outcome.jfreechart.Axis;
import io.tinyfleet.deploy.experiment.outcome.jfreechart.Line;
import io.tinyfleet.deploy.experiment.outcome.jfreechart.LineChart;
import io.tinyfleet.deploy.experiment.outcome.jfreechart.Look;
import io.tinyfleet.deploy.experiment.outcome.jfreechart.Point;
import io.tinyfleet.deploy.experiment.outcome.jfreechart.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Charts with all runs; a run has the same look in each. */
final class Charts {
    private static final Axis ROUNDS = new Axis("round", Scale.COUNT);
    private static final Axis ACCURACY = new Axis("accuracy of the best rule, mean over devices (%)", Scale.LINEAR);

    /** How far a level reaches to the left and right of the other lines, as a factor. */
    private static final double BEYOND = 1.25;

    private final List<Run> runs;

    Charts(List<Run> runs) {
        this.runs = List.copyOf(runs);
    }

    LineChart accuracyOverRounds() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            lines.add(new Line(label(runs.get(i)), Look.ofName(i), accuracies(runs.get(i), round -> round)));
        }
        return new LineChart("Accuracy over rounds", ROUNDS, ACCURACY, lines, null, null);
    }

    /** Without a run that exchanges something there is nothing to draw. A run that does not is drawn as a level. */
    Optional<LineChart> accuracyOverBytes() {
        List<Double> spent = runs.stream()
                .flatMap(run -> run.rounds().stream().map(run::bytesUntil))
                .filter(bytes -> bytes > 0)
                .sorted()
                .toList();
        if (spent.isEmpty()) {
            return Optional.empty();
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            lines.add(
                    run.bytesUntil(run.lastRound()) > 0
                            ? new Line(label(run), Look.ofName(i), accuracies(run, run::bytesUntil))
                            : new Line(
                                    run.name() + " (no bytes; best round, "
                                            + run.best(Averaging.MEAN).rule().label() + ")",
                                    Look.ofName(i),
                                    level(run, spent.get(0) / BEYOND, spent.get(spent.size() - 1) * BEYOND)));
        }
        return Optional.of(new LineChart(
                "Accuracy over bytes",
                new Axis("bytes a device has sent and received", Scale.LOG_BYTES),
                ACCURACY,
                lines,
                null,
                null));
    }

    LineChart norms() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            lines.add(new Line(run.name(), Look.ofName(i), points(run, RoundResult::prototypeNorm, 1, round -> round)));
        }
        return new LineChart(
                "Prototype norms over rounds",
                ROUNDS,
                new Axis("norm of a local prototype, mean over devices and classes", Scale.LOG),
                lines,
                null,
                null);
    }

    private static String label(Run run) {
        return run.name() + " (" + run.best(Averaging.MEAN).rule().label() + ")";
    }

    private static List<Point> accuracies(Run run, IntToDoubleFunction x) {
        Rule rule = run.best(Averaging.MEAN).rule();
        return points(run, result -> rule.of(result.mean()), 100, x);
    }

    private static List<Point> level(Run run, double from, double to) {
        Peak best = run.best(Averaging.MEAN);
        Spread spread = Objects.requireNonNull(
                run.spread(best.round(), result -> best.rule().of(result.mean())), "a best round has a value");
        return List.of(point(from, spread, 100), point(to, spread, 100));
    }

    private static List<Point> points(
            Run run, Function<RoundResult, @Nullable Double> column, double unit, IntToDoubleFunction x) {
        List<Point> points = new ArrayList<>();
        for (int round : run.rounds()) {
            Spread spread = run.spread(round, column);
            if (spread != null) {
                points.add(point(x.applyAsDouble(round), spread, unit));
            }
        }
        return points;
    }

    private static Point point(double x, Spread spread, double unit) {
        Double deviation = spread.deviation();
        return new Point(x, unit * spread.mean(), deviation == null ? 0 : unit * deviation);
    }
}
