package io.tinyfleet.deploy.experiment;

import io.tinyfleet.broker.BrokerStartException;
import io.tinyfleet.deploy.experiment.Experiment.Unit;
import io.tinyfleet.deploy.experiment.outcome.Results;
import io.tinyfleet.deploy.local.Connections;
import io.tinyfleet.deploy.local.LocalBroker;
import io.tinyfleet.deploy.local.SharedCores;
import io.tinyfleet.operations.settings.UserMistake;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the units of an experiment that are not complete yet, some at a time.
 *
 * <p>{@link #run} belongs to one thread; {@link #close} may be called from any, at any time.
 */
final class ExperimentRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExperimentRun.class);
    private static final long PATIENCE_S = 60;

    private final Experiment experiment;
    private final Archive archive;
    private final boolean overMqtt;
    private final ProgressView view;
    private final DataShelf shelf;
    private final ExecutorService executor;
    private final SharedCores cores = new SharedCores();
    private final Set<UnitRun> running = ConcurrentHashMap.newKeySet();
    private final Map<Unit, Results> complete = new ConcurrentHashMap<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;

    /**
     * A run, not yet begun.
     *
     * @param overMqtt through a broker with sockets instead of one in memory; then one unit at a time
     * @param parallel units at a time, 1 or more
     */
    ExperimentRun(Experiment experiment, Archive archive, boolean overMqtt, int parallel, ProgressView view) {
        this.experiment = experiment;
        this.archive = archive;
        this.overMqtt = overMqtt;
        this.view = view;
        int atATime = overMqtt ? 1 : parallel;
        shelf = new DataShelf(atATime);
        executor = Executors.newFixedThreadPool(atATime);
    }

    /**
     * Runs to the end. A unit whose fleet fails ends by itself; a mistake of the user's and a disk that cannot be written end
     * everything.
     *
     * @return the results of all units but the {@link #failures}, in the experiment's order; {@code null} if it was closed
     *     before
     */
    @Nullable
    Results run() throws UserMistake, IOException, InterruptedException {
        List<Unit> units = experiment.units();
        archive.requireNoOthers(units);
        List<Callable<@Nullable Void>> work = new ArrayList<>();
        for (Unit unit : units) {
            Map<String, String> configuration = configuration(unit);
            archive.completed(unit, configuration)
                    .ifPresentOrElse(
                            results -> complete.put(unit, results),
                            () -> work.add(() -> {
                                run(unit, configuration);
                                return null;
                            }));
        }
        if (!complete.isEmpty()) {
            view.line(complete.size() + " of " + units.size() + " are complete already and are not repeated");
        }
        await(work.stream().map(executor::submit).toList());
        return stopped ? null : results();
    }

    /** Units that failed, and why. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Everything that the results depend on, the very data included. */
    private Map<String, String> configuration(Unit unit) throws UserMistake {
        Map<String, String> configuration = new LinkedHashMap<>(unit.run().configuration());
        configuration.put("seed", Long.toString(unit.seed()));
        configuration.put("data-sha256", shelf.sha256(unit));
        return configuration;
    }

    /** Hashes of all data by whom it is for. */
    Map<String, String> dataSha256() throws UserMistake {
        Map<String, String> hashes = new LinkedHashMap<>();
        for (Unit unit : experiment.units()) {
            hashes.put(unit.toString(), shelf.sha256(unit));
        }
        return hashes;
    }

    private void await(List<Future<@Nullable Void>> units) throws UserMistake, IOException, InterruptedException {
        for (Future<@Nullable Void> unit : units) {
            try {
                unit.get();
            } catch (ExecutionException e) {
                close();
                Throwable cause = e.getCause();
                if (cause instanceof UserMistake mistake) {
                    throw mistake;
                }
                if (cause instanceof IOException failure) {
                    throw failure;
                }
                throw new IllegalStateException("a run failed: " + cause, e);
            }
        }
    }

    private void run(Unit unit, Map<String, String> configuration)
            throws UserMistake, IOException, InterruptedException {
        if (stopped) {
            return;
        }
        ProgressView.Bar bar = view.begin(unit);
        LoadedData data = shelf.data(unit);
        UnitRun run = new UnitRun(unit, data, cores, bar);
        running.add(run);
        try {
            if (stopped) {
                return;
            }
            UnitRun.Outcome outcome = overMqtt ? runOverMqtt(run, unit, data) : run.run(Connections.inMemory());
            if (outcome == null) {
                bar.end("stopped");
                return;
            }
            archive.complete(unit, configuration, outcome.results());
            complete.put(unit, outcome.results());
            bar.end(describe(outcome) + ", " + bar.elapsed());
            writeResultsSoFar();
        } catch (RuntimeException e) {
            LOG.error("{} failed", unit, e);
            failures.add(unit + " failed: " + e.getMessage());
            bar.end("failed");
        } finally {
            running.remove(run);
        }
    }

    private static UnitRun.@Nullable Outcome runOverMqtt(UnitRun run, Unit unit, LoadedData data)
            throws UserMistake, IOException, InterruptedException {
        try (LocalBroker broker = LocalBroker.start(
                UnitRun.FLEET, data.classNames(), List.copyOf(data.devices().keySet()), 0)) {
            return run.run(Connections.overMqtt(broker::link));
        } catch (BrokerStartException e) {
            throw new UserMistake(unit + ": " + e.getMessage(), e);
        }
    }

    private static String describe(UnitRun.Outcome outcome) {
        int rounds = outcome.results().rounds().size();
        String how = outcome.diverged() ? "diverged after " : "";
        return rounds == 0
                ? how + "no round"
                : how + rounds + " rounds, "
                        + ProgressView.describe(
                                outcome.results().rounds().get(rounds - 1).mean());
    }

    private synchronized void writeResultsSoFar() throws IOException {
        results().write(archive.folder());
    }

    private Results results() {
        Results all = Results.NONE;
        for (Unit unit : experiment.units()) {
            Results own = complete.get(unit);
            if (own != null) {
                all = all.plus(own);
            }
        }
        return all;
    }

    /** Ends whatever runs, and waits for it; idempotent. */
    @Override
    public void close() {
        stopped = true;
        cores.stop();
        running.forEach(UnitRun::stop);
        executor.shutdown();
        try {
            executor.awaitTermination(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
