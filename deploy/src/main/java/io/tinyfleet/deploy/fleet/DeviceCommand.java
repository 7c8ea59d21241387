package io.tinyfleet.deploy.fleet;

import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.protocol.DeviceId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code tinyfleet device}. */
@Command(
        name = "device",
        mixinStandardHelpOptions = true,
        description = "Adds devices to a fleet, lists them, shuts them out, and packs what a board needs.",
        synopsisSubcommandLabel = "COMMAND")
public final class DeviceCommand {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--fleet",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            defaultValue = ".",
            description = "where the fleet was founded (default: this directory)")
    private Path directory;

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Makes a device's key and certificate.")
    int add(@Parameters(paramLabel = "DEVICE") String name) throws IOException, UserMistake {
        DeviceId device = device(name);
        FleetFolder folder = open();
        folder.add(device);
        out().println("device " + device + " added in " + folder.device(device));
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Prints all devices, one a line.")
    int list() throws IOException, UserMistake {
        FleetFolder folder = open();
        Set<DeviceId> revoked = folder.revoked();
        for (DeviceId device : folder.devices()) {
            out().println(device + (revoked.contains(device) ? "  revoked" : ""));
        }
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Shuts a device out for good: its name goes on the list of the revoked.")
    int revoke(@Parameters(paramLabel = "DEVICE") String name) throws IOException, UserMistake {
        DeviceId device = device(name);
        open().revoke(device);
        out().println("device " + device + " revoked");
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "bundle",
            mixinStandardHelpOptions = true,
            description = "Packs what a board needs into one zip file (mode 0600); it holds the private key.")
    int bundle(
            @Parameters(paramLabel = "DEVICE") String name,
            @Option(names = "--out", paramLabel = "FILE", description = "default: DEVICE.zip here") @Nullable
                    Path target)
            throws IOException, UserMistake {
        DeviceId device = device(name);
        Path file = target == null ? Path.of(device + ".zip") : target;
        open().bundle(device, file);
        out().println("bundle of device " + device + " in " + file + "; it holds a private key, keep it safe");
        return CommandLine.ExitCode.OK;
    }

    private FleetFolder open() throws IOException, UserMistake {
        return FleetFolder.open(directory, Clock.systemUTC());
    }

    private static DeviceId device(String name) throws UserMistake {
        try {
            return new DeviceId(name);
        } catch (IllegalArgumentException e) {
            throw new UserMistake(String.valueOf(e.getMessage()), e);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
