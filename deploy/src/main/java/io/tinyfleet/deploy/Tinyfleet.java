package io.tinyfleet.deploy;

import io.tinyfleet.deploy.aggregator.AggregatorCommand;
import io.tinyfleet.deploy.board.FlashCommand;
import io.tinyfleet.deploy.board.ImageCommand;
import io.tinyfleet.deploy.board.PackageCommand;
import io.tinyfleet.deploy.broker.BrokerCommand;
import io.tinyfleet.deploy.demo.DemoCommand;
import io.tinyfleet.deploy.experiment.ExperimentCommand;
import io.tinyfleet.deploy.fleet.DeviceCommand;
import io.tinyfleet.deploy.fleet.FleetCommand;
import io.tinyfleet.operations.Program;
import io.tinyfleet.operations.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The operator's command line. */
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
            DeviceCommand.class,
            PackageCommand.class,
            ImageCommand.class,
            FlashCommand.class,
            ExperimentCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Tinyfleet {
    private Tinyfleet() {}

    public static void main(String[] arguments) {
        Program.prepareLog();
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine command = Program.commandLine(new Tinyfleet());
        DemoCommand.registerConverters(command);
        ExperimentCommand.addSettings(command);
        return command;
    }
}
