package io.tinyfleet.operations;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.tinyfleet.operations.settings.UserMistake;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** A program's command line. Exit codes: 0 done, 1 failed, 2 bad usage or configuration. */
public final class Program {
    private static final String LEVEL = "TINYFLEET_LOG_LEVEL";

    private Program() {}

    /** Makes the log ours; to be called before anything logs. */
    public static void prepareLog() {
        // HiveMQ's jar brings a logback.xml of its own, so ours has another name.
        System.setProperty("logback.configurationFile", "tinyfleet-logback.xml");
    }

    /** A service that says nothing unless something is wrong leaves its operator in the dark. */
    public static void logProgress() {
        if (System.getenv(LEVEL) == null && LoggerFactory.getLogger("io.tinyfleet") instanceof Logger logger) {
            logger.setLevel(Level.INFO);
        }
    }

    /** The command line of a class annotated for picocli. */
    public static CommandLine commandLine(Object command) {
        return new CommandLine(command)
                .setExecutionExceptionHandler(Program::explain)
                .setParameterExceptionHandler(Program::explainUsage)
                .setExpandAtFiles(false);
    }

    /** A user's mistake is one line; anything else is a bug and shows where. */
    private static int explain(Exception problem, CommandLine command, CommandLine.ParseResult result) {
        PrintWriter err = command.getErr();
        if (problem instanceof UserMistake) {
            err.println(command.getColorScheme().errorText("tinyfleet: " + problem.getMessage()));
            return CommandLine.ExitCode.USAGE;
        }
        err.println(command.getColorScheme().errorText("tinyfleet failed: " + problem));
        problem.printStackTrace(err);
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static int explainUsage(CommandLine.ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        command.getErr()
                .println(command.getColorScheme()
                        .errorText("tinyfleet: " + problem.getMessage() + " (see "
                                + command.getCommandSpec().qualifiedName() + " --help)"));
        return CommandLine.ExitCode.USAGE;
    }
}
