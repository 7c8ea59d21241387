package io.tinyfleet.deploy.experiment;

import io.tinyfleet.agent.djl.Architecture;
import io.tinyfleet.aggregator.round.RoundSettings;
import io.tinyfleet.deploy.experiment.Experiment.Unit;
import io.tinyfleet.deploy.experiment.outcome.Results;
import io.tinyfleet.deploy.local.Connections;
import io.tinyfleet.deploy.local.LocalFleet;
import io.tinyfleet.deploy.local.Participant;
import io.tinyfleet.deploy.local.RoundWatch;
import io.tinyfleet.deploy.local.SharedCores;
import io.tinyfleet.deploy.local.TrafficCount;
import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.message.Plan;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The composition root of one unit: a whole fleet from its first round to its last.
 *
 * <p>{@link #run} belongs to one thread; {@link #stop} may be called from any.
 */
final class UnitRun {
    static final FleetId FLEET = new FleetId("experiment");

    private final Unit unit;
    private final LoadedData data;
    private final SharedCores cores;
    private final ProgressView.Bar bar;
    private final CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();

    UnitRun(Unit unit, LoadedData data, SharedCores cores, ProgressView.Bar bar) {
        this.unit = unit;
        this.data = data;
        this.cores = cores;
        this.bar = bar;
    }

    /**
     * What came of it.
     *
     * @param results of the rounds that were complete
     * @param diverged whether training blew up before the last round
     */
    record Outcome(Results results, boolean diverged) {}

    /**
     * Runs all rounds.
     *
     * @return {@code null} if it was stopped before their end
     */
    @Nullable
    Outcome run(Connections connections) throws UserMistake, InterruptedException {
        Plan plan = unit.run().plan().plan(data.classNames(), unit.seed());
        List<Participant> participants = participants();
        TrafficCount traffic = new TrafficCount(new Topics(FLEET));
        UnitRecorder recorder = new UnitRecorder(unit, plan, data, traffic, bar);
        RoundNumber last = new RoundNumber(unit.run().rounds());
        Optional<LateDevices> late = late();
        int punctual =
                participants.size() - unit.run().late().map(LateJoin::devices).orElse(0);
        try (LocalFleet fleet = new LocalFleet(
                FLEET,
                plan,
                new RoundSettings(punctual, 0, last),
                participants,
                connections,
                new RoundWatch(last, recorder),
                device -> late.map(ones -> ones.watching(device, recorder.asking(device)))
                        .orElseGet(() -> recorder.asking(device)),
                traffic)) {
            late.ifPresent(ones -> ones.comeBy(fleet::startOthers));
            fleet.startFirst(punctual);
            boolean diverged = awaitEnd(recorder, fleet, late);
            return diverged || recorder.complete().isDone() ? new Outcome(recorder.results(), diverged) : null;
        }
    }

    private Optional<LateDevices> late() throws UserMistake {
        List<DeviceId> fleet = List.copyOf(data.devices().keySet());
        Optional<LateJoin> late = unit.run().late();
        if (late.isPresent() && late.get().devices() >= fleet.size()) {
            throw new UserMistake(unit.run().name() + ": late is " + late.get().devices() + " devices of "
                    + fleet.size() + "; expected fewer, so that somebody begins");
        }
        return late.map(some -> new LateDevices(fleet, some));
    }

    private List<Participant> participants() throws UserMistake {
        RunSettings run = unit.run();
        List<Architecture> models = run.models().isEmpty() ? Architecture.taking(data.shape()) : run.models();
        for (Architecture model : models) {
            if (!model.takes(data.shape())) {
                throw new UserMistake(run.name() + ": model " + model.label() + " does not take samples of "
                        + data.shape() + "; expected some of "
                        + Architecture.taking(data.shape()).stream()
                                .map(Architecture::label)
                                .collect(Collectors.joining(", ")));
            }
        }
        List<Participant> dealt = Participant.deal(data.devices(), models, run.training(), unit.seed(), cores);
        return run.habits() == Habits.REFERENCE
                ? dealt.stream().map(UnitRun::countingTests).toList()
                : dealt;
    }

    private static Participant countingTests(Participant participant) {
        return new Participant(
                participant.device(),
                participant.data(),
                participant.architecture(),
                CountingTests.in(participant.models(), participant.data().test()));
    }

    /** Whether training diverged. Nobody waits for late devices any more. */
    private boolean awaitEnd(UnitRecorder recorder, LocalFleet fleet, Optional<LateDevices> late)
            throws InterruptedException {
        try {
            CompletableFuture.anyOf(recorder.complete(), fleet.anyEnded(), stopped)
                    .get();
            return false;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof ArithmeticException) {
                return true;
            }
            throw new IllegalStateException("a part of the fleet failed: " + cause, e);
        } finally {
            late.ifPresent(LateDevices::close);
        }
    }

    /** Makes {@link #run} return. */
    void stop() {
        stopped.complete(null);
    }
}
