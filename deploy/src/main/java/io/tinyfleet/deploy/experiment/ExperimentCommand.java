package io.tinyfleet.deploy.experiment;

import io.tinyfleet.agent.djl.PyTorch;
import io.tinyfleet.deploy.experiment.outcome.Outcome;
import io.tinyfleet.deploy.experiment.outcome.Results;
import io.tinyfleet.deploy.experiment.outcome.RunDescription;
import io.tinyfleet.deploy.experiment.outcome.Versions;
import io.tinyfleet.operations.Stopping;
import io.tinyfleet.operations.Version;
import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.operations.settings.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tinyfleet experiment}: its composition root. */
@Command(
        name = "experiment",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs whole fleets in this process, the very agents and aggregator of the product, and writes what came of"
                    + " them: results.csv with a line for every run, seed and round, devices.csv with one for every"
                    + " device besides, summary.md with the tables that answer"
                    + " questions, charts, and run.json with all that is needed to repeat it.",
            "Every option but the first ones takes a list, A,B: each combination is a run, with each seed. A file names"
                    + " runs and says how each differs from what all have in common. What is complete in --out is not"
                    + " repeated, so an experiment that was ended goes on where it was. A run that fails does not"
                    + " end the others; it is told at the end, with exit code 1."
        },
        footer = {
            "",
            "Examples:",
            "  tinyfleet experiment --out /tmp/quick --rounds 5 --lambda 0,1,10 --seeds 1,2,3",
            "  tinyfleet experiment --config deploy/experiments/recordings.yaml --data sp-sw-har --out recordings",
            "",
            "A file:",
            "  dataset: machines",
            "  rounds: 30",
            "  seeds: [1, 2, 3]",
            "  runs:",
            "    tinyproto-fp: {method: tinyproto-fp, lambda: [1, 10]}",
            "    alone: {method: alone}",
            "",
            "Same settings, same data, same machine: same results, to the last bit."
        })
public final class ExperimentCommand implements Callable<Integer> {
    /** Exit code of a program ended by Ctrl-C, by convention. */
    private static final int INTERRUPTED = 130;

    private static final int MOST_PARALLEL = 64;
    /** What a run may need beside the others, roughly. */
    private static final long HEAP_OF_A_RUN = 256L << 20;

    @Spec
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "YAML file with settings and runs")
    private @Nullable Path file;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "where results go; made if need be")
    private Path out;

    @Option(names = "--fresh", description = "begin anew, forgetting what is complete in --out")
    private boolean fresh;

    @Option(names = "--mqtt", description = "through a HiveMQ broker and sockets; same results, one run at a time")
    private boolean overMqtt;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "runs at a time (default: as cores and memory allow); whatever it is, no more devices compute"
                    + " at a time than there are cores")
    private @Nullable Integer parallel;

    /** Adds an option for each setting. */
    public static void addSettings(CommandLine tinyfleet) {
        SettingOptions.addTo(Objects.requireNonNull(tinyfleet.getSubcommands().get("experiment"))
                .getCommandSpec());
    }

    @Override
    public Integer call() throws UserMistake, IOException, InterruptedException {
        Map<String, List<String>> options =
                SettingOptions.given(spec.commandLine().getParseResult());
        Experiment experiment = ExperimentReader.read(
                file == null ? "" : file.toString(), file == null ? Map.of() : YamlFile.read(file), options);
        int atATime = parallel();
        ProgressView view = new ProgressView(spec.commandLine().getOut(), CommandLine.Help.Ansi.AUTO.enabled());
        Archive archive = Archive.open(out, fresh);
        try (ExperimentRun run = new ExperimentRun(experiment, archive, overMqtt, atATime, view);
                Stopping stopping = Stopping.onSignal(run::close)) {
            Instant started = Instant.now();
            Results results = run.run();
            if (results == null) {
                return INTERRUPTED;
            }
            if (results.rounds().isEmpty()) {
                view.line("no run has come to a result");
            } else {
                Outcome.write(out, results, describe(experiment, run, started));
                view.line("results written to " + out);
            }
            return report(run.failures());
        }
    }

    private int report(List<String> failures) {
        CommandLine command = spec.commandLine();
        failures.forEach(
                failure -> command.getErr().println(command.getColorScheme().errorText("tinyfleet: " + failure)));
        return failures.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private RunDescription describe(Experiment experiment, ExperimentRun run, Instant started) throws UserMistake {
        Map<String, Object> configuration = new LinkedHashMap<>();
        experiment.runs().forEach(each -> configuration.put(each.name(), each.configuration()));
        List<String> words = spec.root().commandLine().getParseResult().originalArgs();
        return new RunDescription(
                "tinyfleet " + String.join(" ", words),
                configuration,
                experiment.seeds(),
                run.dataSha256(),
                Versions.here(new Version().getVersion()[0], PyTorch.version()),
                started.toString(),
                Instant.now().toString());
    }

    private int parallel() throws UserMistake {
        if (parallel == null) {
            long byMemory = Runtime.getRuntime().maxMemory() / HEAP_OF_A_RUN;
            return (int) Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), byMemory));
        }
        if (parallel < 1 || parallel > MOST_PARALLEL) {
            throw new UserMistake("--parallel must be 1 to " + MOST_PARALLEL + ", but is " + parallel);
        }
        return parallel;
    }
}
