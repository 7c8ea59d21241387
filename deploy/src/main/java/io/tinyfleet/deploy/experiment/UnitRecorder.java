package io.tinyfleet.deploy.experiment;

import io.tinyfleet.deploy.experiment.Experiment.Unit;
import io.tinyfleet.deploy.experiment.outcome.Results;
import io.tinyfleet.deploy.experiment.outcome.RoundResult;
import io.tinyfleet.deploy.experiment.outcome.Scores;
import io.tinyfleet.deploy.local.RoundView;
import io.tinyfleet.deploy.local.RoundWatch;
import io.tinyfleet.deploy.local.TrafficCount;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Makes lines of results of what a fleet reports, round by round. Thread-safe. */
final class UnitRecorder implements RoundView {
    private final Unit unit;
    private final int devices;
    private final TrafficCount traffic;
    private final ProgressView.Bar bar;
    private final List<RoundResult> results = new ArrayList<>();

    UnitRecorder(Unit unit, int devices, TrafficCount traffic, ProgressView.Bar bar) {
        this.unit = unit;
        this.devices = devices;
        this.traffic = traffic;
        this.bar = bar;
    }

    @Override
    public synchronized void reported(RoundNumber round, RoundWatch.Course course) {
        List<Report> reports = List.copyOf(course.reports().values());
        TrafficCount.Bytes bytes = traffic.prototypes(round);
        RoundResult result = new RoundResult(
                unit.run().name(),
                unit.run().method().label(),
                unit.seed(),
                round.value(),
                devices,
                course.participants(),
                scores(reports, report -> 1.0),
                scores(reports, Report::testSamples),
                null,
                bytes.up() / devices,
                bytes.down() / devices,
                mean(reports, Report::crossEntropy),
                mean(reports, Report::pull),
                reports.stream()
                        .map(Report::largestTau)
                        .filter(Objects::nonNull)
                        .max(Double::compare)
                        .orElse(null),
                null,
                Double.NaN,
                course.length().toMillis() / 1e3);
        results.add(result);
        bar.round(round.value(), result.mean());
    }

    /** Of all rounds that were complete. */
    synchronized Results results() {
        return new Results(results, List.of(), List.of());
    }

    private static Scores scores(List<Report> reports, ToDoubleFunction<Report> weight) {
        return new Scores(
                orZero(mean(reports, weight, report -> report.accuracy().localPrototype())),
                mean(reports, weight, report -> report.accuracy().globalPrototype()),
                orZero(mean(reports, weight, report -> report.accuracy().head())),
                null);
    }

    private static @Nullable Double mean(
            List<Report> reports, ToDoubleFunction<Report> weight, Function<Report, @Nullable Double> value) {
        double sum = 0;
        double weights = 0;
        for (Report report : reports) {
            Double own = value.apply(report);
            if (own != null) {
                sum += weight.applyAsDouble(report) * own;
                weights += weight.applyAsDouble(report);
            }
        }
        return weights == 0 ? null : sum / weights;
    }

    private static double mean(List<Report> reports, ToDoubleFunction<Report> value) {
        return reports.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    private static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }
}
