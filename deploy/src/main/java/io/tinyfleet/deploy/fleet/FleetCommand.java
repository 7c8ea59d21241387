package io.tinyfleet.deploy.fleet;

import io.tinyfleet.agent.data.machines.Machines;
import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.protocol.FleetId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tinyfleet fleet}. */
@Command(
        name = "fleet",
        mixinStandardHelpOptions = true,
        description = "Founds a fleet: its authority, certificates and configuration files.",
        synopsisSubcommandLabel = "COMMAND")
public final class FleetCommand {
    @Spec
    private CommandSpec spec;

    @Command(
            name = "init",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Founds a fleet in a new directory that only you can read: ECDSA P-256 keys (mode 0600), a root that is"
                        + " valid for 20 years, certificates for 10, and configuration files for broker and aggregator."
                        + " A directory that holds anything is left alone."
            },
            footer = {"", "Example:", "  tinyfleet fleet init my-fleet --name home --server-name pi.local"})
    int init(
            @Parameters(paramLabel = "DIR", description = "made if missing; must be empty") Path directory,
            @Option(
                            names = "--name",
                            defaultValue = "fleet",
                            description = "a level of every topic (default: ${DEFAULT-VALUE})")
                    String name,
            @Option(
                            names = "--server-name",
                            paramLabel = "NAME",
                            description = "host name or IP address that boards reach the server by, besides localhost;"
                                    + " may be given several times, the first goes into bundles")
                    List<String> serverNames,
            @Option(
                            names = "--classes",
                            paramLabel = "A,B,…",
                            split = ",",
                            description = "what the devices will tell apart, for aggregator.yaml (default: the faults"
                                    + " of the demo's machines)")
                    List<String> classes)
            throws IOException, UserMistake {
        try {
            FleetFolder folder = FleetFolder.init(
                    directory,
                    new FleetId(name),
                    serverNames == null ? List.of() : serverNames,
                    classes == null ? new Machines(1, 1).classNames() : classes,
                    Clock.systemUTC());
            spec.commandLine()
                    .getOut()
                    .println("fleet " + folder.fleet() + " founded in " + directory + "; go on with:\n"
                            + "  tinyfleet device add --fleet " + directory + " DEVICE\n"
                            + "  tinyfleet broker --config " + directory.resolve("broker.yaml") + "\n"
                            + "  tinyfleet aggregator --config " + directory.resolve("aggregator.yaml"));
        } catch (IllegalArgumentException e) {
            throw new UserMistake(String.valueOf(e.getMessage()), e);
        }
        return CommandLine.ExitCode.OK;
    }
}
