package io.tinyfleet.agent.program;

import io.tinyfleet.agent.djl.PyTorch;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tinyfleet-agent prepare}. */
@Command(
        name = "prepare",
        mixinStandardHelpOptions = true,
        description =
                "Unpacks PyTorch's native libraries and starts them once, so that an agent need not. Images are made"
                        + " with it.",
        footer = {"", "Example:", "  DJL_CACHE_DIR=/var/cache/tinyfleet tinyfleet-agent prepare"})
final class PrepareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println("PyTorch in " + PyTorch.prepare());
        return CommandLine.ExitCode.OK;
    }
}
