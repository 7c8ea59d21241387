package io.tinyfleet.deploy.fleet;

import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.protocol.FleetId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
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
        description = "Founds a fleet: its authority and the certificates of server, aggregator and observers.",
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
                        + " valid for 20 years, certificates for 10. A directory that holds anything is left alone."
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
                    List<String> serverNames)
            throws IOException, UserMistake {
        try {
            FleetFolder folder = FleetFolder.init(
                    directory,
                    new FleetId(name),
                    serverNames == null ? new ArrayList<>() : serverNames,
                    Clock.systemUTC());
            spec.commandLine()
                    .getOut()
                    .println("fleet " + folder.fleet() + " founded in " + directory
                            + "; add a device with: tinyfleet device add --fleet " + directory + " DEVICE");
        } catch (IllegalArgumentException e) {
            throw new UserMistake(String.valueOf(e.getMessage()), e);
        }
        return CommandLine.ExitCode.OK;
    }
}
