package io.tinyfleet.agent.program;

import io.tinyfleet.operations.Program;
import io.tinyfleet.operations.Stopping;
import io.tinyfleet.operations.settings.UserMistake;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tinyfleet-agent run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Takes part in a fleet's rounds until it is told to end (Ctrl-C or SIGTERM). What it has trained and"
                        + " still owes survives any crash: it trains no round twice.",
        footer = {
            "",
            "Every setting of the file can also be set in the environment: broker.port as TINYFLEET_BROKER_PORT.",
            "",
            "Example:",
            "  tinyfleet-agent run --config deploy/config/agent.yaml"
        })
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "YAML file; deploy/config/agent.yaml is a sample with all settings")
    private Path file;

    @Override
    public Integer call() throws UserMistake, InterruptedException {
        AgentConfig config = AgentConfig.load(file, System.getenv());
        Program.logProgress();
        LOG.info("settings: {}", config.effective());
        try (RunningAgent running =
                        RunningAgent.start(config, spec.commandLine().getOut());
                Stopping stopping = Stopping.onSignal(() -> {
                    LOG.info("told to end");
                    running.close();
                })) {
            running.ended().get();
            return CommandLine.ExitCode.OK;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the agent ended: " + e.getCause(), e);
        }
    }
}
