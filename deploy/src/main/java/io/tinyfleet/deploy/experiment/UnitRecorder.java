package io.tinyfleet.deploy.experiment;

import io.tinyfleet.agent.AgentObserver;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.deploy.experiment.Experiment.Unit;
import io.tinyfleet.deploy.experiment.outcome.ClassPrototype;
import io.tinyfleet.deploy.experiment.outcome.ClassResult;
import io.tinyfleet.deploy.experiment.outcome.ClassTau;
import io.tinyfleet.deploy.experiment.outcome.DeviceResult;
import io.tinyfleet.deploy.experiment.outcome.Results;
import io.tinyfleet.deploy.experiment.outcome.RoundResult;
import io.tinyfleet.deploy.experiment.outcome.Scores;
import io.tinyfleet.deploy.local.Judged;
import io.tinyfleet.deploy.local.RoundView;
import io.tinyfleet.deploy.local.RoundWatch;
import io.tinyfleet.deploy.local.TrafficCount;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Accuracy;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Mu;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes lines of results of what a fleet reports and of what its devices are asked besides. A round is whole when every
 * device that took part has reported and was asked. Thread-safe.
 */
final class UnitRecorder implements RoundView {
    private final Unit unit;
    private final Plan plan;
    private final LoadedData data;
    private final TrafficCount traffic;
    private final ProgressView.Bar bar;
    private final Map<RoundNumber, RoundWatch.Course> reported = new HashMap<>();
    private final Map<RoundNumber, SortedMap<DeviceId, Answer>> answered = new HashMap<>();
    private final List<RoundResult> rounds = new ArrayList<>();
    private final List<ClassTau> taus = new ArrayList<>();
    private final List<DeviceResult> devices = new ArrayList<>();
    private final List<ClassResult> classes = new ArrayList<>();
    private final CompletableFuture<@Nullable Void> complete = new CompletableFuture<>();
    private @Nullable GlobalPrototypes newest;

    UnitRecorder(Unit unit, Plan plan, LoadedData data, TrafficCount traffic, ProgressView.Bar bar) {
        this.unit = unit;
        this.plan = plan;
        this.data = data;
        this.traffic = traffic;
        this.bar = bar;
    }

    /** Completes with the last round, exceptionally if something happens that may not happen here. */
    CompletableFuture<@Nullable Void> complete() {
        return complete;
    }

    /** Asks one device's agent. */
    AgentObserver asking(DeviceId device) {
        return new AgentObserver() {
            @Override
            public void judged(RoundNumber round, Judge judge) {
                add(round, device, Answer.of(unit, data, device, round, judge));
            }
        };
    }

    private synchronized void add(RoundNumber round, DeviceId device, Answer answer) {
        answered.computeIfAbsent(round, first -> new TreeMap<>()).put(device, answer);
        recordIfWhole(round);
    }

    @Override
    public synchronized void reported(RoundNumber round, RoundWatch.Course course) {
        reported.put(round, course);
        recordIfWhole(round);
    }

    /** Everybody is there, and nobody is late: whatever is out of the ordinary spoils the experiment. */
    @Override
    public void note(String text) {
        complete.completeExceptionally(new IllegalStateException(text));
    }

    private void recordIfWhole(RoundNumber round) {
        RoundWatch.Course course = reported.get(round);
        SortedMap<DeviceId, Answer> answers = answered.getOrDefault(round, new TreeMap<>());
        if (course == null || answers.size() < course.participants()) {
            return;
        }
        reported.remove(round);
        answered.remove(round);
        newest = course.global();
        SortedMap<DeviceId, Judged> judged = judged(course, answers);
        RoundResult result = result(round, course, judged, answers);
        rounds.add(result);
        noteTaus(round, answers);
        noteDevices(round, judged);
        noteClasses(round, answers);
        bar.round(round.value(), result.mean());
        if (round.value() == unit.run().rounds()) {
            complete.complete(null);
        }
    }

    private RoundResult result(
            RoundNumber round,
            RoundWatch.Course course,
            SortedMap<DeviceId, Judged> judged,
            SortedMap<DeviceId, Answer> answers) {
        List<Report> reports = List.copyOf(course.reports().values());
        TrafficCount.Bytes bytes = traffic.prototypes(round);
        int fleet = data.devices().size();
        return new RoundResult(
                unit.run().name(),
                plan.method().label(),
                unit.seed(),
                round.value(),
                fleet,
                course.participants(),
                Averages.overDevices(judged.values()),
                Averages.bySamples(judged.values()),
                everywhere(answers.values()),
                bytes.up() / fleet,
                bytes.down() / fleet,
                reports.stream().mapToDouble(Report::crossEntropy).average().orElse(Double.NaN),
                reports.stream().mapToDouble(Report::pull).average().orElse(Double.NaN),
                reports.stream()
                        .map(Report::largestTau)
                        .filter(Objects::nonNull)
                        .max(Double::compare)
                        .orElse(null),
                mu(course.global()),
                answers.values().stream()
                        .flatMap(answer -> answer.norms().values().stream())
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(Double.NaN),
                course.length().toMillis() / 1e3);
    }

    private static SortedMap<DeviceId, Judged> judged(RoundWatch.Course course, SortedMap<DeviceId, Answer> answers) {
        SortedMap<DeviceId, Judged> judged = new TreeMap<>();
        course.reports().forEach((device, report) -> {
            Answer answer = answers.get(device);
            Accuracy reweighed = answer == null ? null : answer.reweighed();
            judged.put(device, new Judged(reweighed == null ? report.accuracy() : reweighed, report.testSamples()));
        });
        return judged;
    }

    /** Over devices, which have as many samples each. */
    private static @Nullable Scores everywhere(Collection<Answer> answers) {
        List<Judged> judged = answers.stream()
                .flatMap(answer -> answer.everywhere().values().stream())
                .toList();
        return judged.isEmpty() ? null : Averages.bySamples(judged);
    }

    private @Nullable Double mu(@Nullable GlobalPrototypes global) {
        if (plan.method().pull() != Method.Pull.DISTANCE) {
            return null;
        }
        return plan.objective().mu() instanceof Mu.Fixed fixed
                ? Double.valueOf(fixed.value())
                : global == null ? null : global.mu();
    }

    private void noteTaus(RoundNumber round, SortedMap<DeviceId, Answer> answers) {
        for (int cls = 0; cls < plan.classes(); cls++) {
            int wanted = cls;
            Double mean = average(answers.values().stream()
                    .map(answer -> answer.taus().get(wanted))
                    .filter(Objects::nonNull)
                    .mapToDouble(Double::doubleValue));
            if (mean != null) {
                taus.add(new ClassTau(unit.run().name(), unit.seed(), round.value(), cls, mean));
            }
        }
    }

    private void noteDevices(RoundNumber round, SortedMap<DeviceId, Judged> judged) {
        judged.forEach((device, verdict) -> {
            LabelledSamples train = data.of(device).train();
            devices.add(new DeviceResult(
                    unit.run().name(),
                    unit.seed(),
                    round.value(),
                    device.value(),
                    train.size(),
                    (int) Arrays.stream(train.countPerClass(plan.classes()))
                            .filter(count -> count > 0)
                            .count(),
                    Averages.of(verdict.accuracy())));
        });
    }

    private void noteClasses(RoundNumber round, SortedMap<DeviceId, Answer> answers) {
        if (round.value() != unit.run().rounds()) {
            return;
        }
        answers.forEach((device, answer) -> {
            int[] held = data.of(device).train().countPerClass(plan.classes());
            answer.everywhere()
                    .forEach((cls, judged) -> classes.add(new ClassResult(
                            unit.run().name(),
                            unit.seed(),
                            device.value(),
                            cls,
                            held[cls],
                            judged.testSamples(),
                            Averages.of(judged.accuracy()))));
        });
    }

    private static @Nullable Double average(DoubleStream values) {
        double average = values.average().orElse(Double.NaN);
        return Double.isNaN(average) ? null : average;
    }

    /** Of all rounds that are whole. */
    synchronized Results results() {
        return new Results(rounds, taus, prototypes(), devices, classes);
    }

    private List<ClassPrototype> prototypes() {
        List<ClassPrototype> prototypes = new ArrayList<>();
        for (int position = 0;
                newest != null && position < newest.prototypes().classes().size();
                position++) {
            int cls = newest.prototypes().classes().at(position);
            @Nullable Float[] values = new @Nullable Float[plan.dimensions()];
            for (int index = 0; index < plan.kept(); index++) {
                values[plan.masks().dimension(cls, index)] = newest.prototypes().value(position, index);
            }
            prototypes.add(new ClassPrototype(unit.run().name(), unit.seed(), cls, Arrays.asList(values)));
        }
        return prototypes;
    }
}
