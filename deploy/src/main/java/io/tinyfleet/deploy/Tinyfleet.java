package io.tinyfleet.deploy;

import io.tinyfleet.deploy.aggregator.AggregatorCommand;
import io.tinyfleet.deploy.demo.DemoCommand;
import io.tinyfleet.deploy.fleet.DeviceCommand;
import io.tinyfleet.deploy.fleet.FleetCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The operator's command line. Exit codes: 0 done, 1 failed, 2 bad usage or configuration. */
@Command(
        name = "tinyfleet",
        description = "Federated learning that really runs on fleets of small boards.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            DemoCommand.class,
            BrokerCommand.class,
            AggregatorCommand.class,
            FleetCommand.class,
            DeviceCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Tinyfleet {
    private Tinyfleet() {}

    public static void main(String[] arguments) {
        // HiveMQ's jar brings a logback.xml of its own, so ours has another name.
        System.setProperty("logback.configurationFile", "tinyfleet-logback.xml");
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine command = new CommandLine(new Tinyfleet())
                .setExecutionExceptionHandler(Tinyfleet::explain)
                .setParameterExceptionHandler(Tinyfleet::explainUsage)
                .setExpandAtFiles(false);
        DemoCommand.registerConverters(command);
        return command;
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
