package io.tinyfleet.agent.program;

import io.tinyfleet.operations.Program;
import io.tinyfleet.operations.Version;
import picocli.CommandLine.Command;

/** The board's command line. Exit codes: 0 done, 1 failed, 2 bad usage or configuration. */
@Command(
        name = "tinyfleet-agent",
        description = "The board's part of a fleet: trains its own model on its own data.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {RunCommand.class, PrepareCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class TinyfleetAgent {
    private TinyfleetAgent() {}

    public static void main(String[] arguments) {
        Program.prepareLog();
        System.exit(Program.commandLine(new TinyfleetAgent()).execute(arguments));
    }
}
