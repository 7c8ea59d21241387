package io.tinyfleet.deploy.board;

import io.tinyfleet.deploy.TemporaryDirectory;
import io.tinyfleet.deploy.fleet.FleetFolder;
import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.protocol.DeviceId;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tinyfleet flash}. */
@Command(
        name = "flash",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes one device's card of an image, in seconds. It holds the device's private key until its board has"
                    + " booted once: keep it safe, write it, delete it.",
        },
        footer = {
            "",
            "Example:",
            "  tinyfleet flash gw-1 --fleet my-fleet --image rpi4.img --out card.img --wifi-ssid Home",
            "  dd if=card.img of=/dev/sdX bs=4M conv=fsync status=progress && rm card.img"
        })
public final class FlashCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DEVICE", description = "a device that was added to the fleet")
    private String device;

    @Option(
            names = "--fleet",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "where the fleet was founded (default: this directory)")
    private Path fleet;

    @Option(names = "--image", required = true, paramLabel = "BASE", description = "made by tinyfleet image build")
    private Path image;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the card; must not exist")
    private Path out;

    @Option(names = "--wifi-ssid", paramLabel = "NAME", description = "a WPA2 network that the board joins")
    private @Nullable String wifiName;

    @Option(
            names = "--wifi-password-file",
            paramLabel = "FILE",
            description = "its pass phrase, on the first line; without this it is asked for")
    private @Nullable Path wifiPasswordFile;

    @Option(
            names = "--ssh-key",
            paramLabel = "FILE",
            description = "public keys of who may log in as root; without this nobody may")
    private @Nullable Path operatorKeys;

    @Override
    public Integer call() throws IOException, InterruptedException, UserMistake {
        if (!ForeignProgram.exists("mcopy")) {
            throw new UserMistake("the program mcopy is missing; install it with: apt-get install mtools");
        }
        long firmwareOffset = Card.firmwareOffset(image);
        Map<String, byte[]> files = personalisation();
        try (TemporaryDirectory scratch = TemporaryDirectory.create("tinyfleet-flash-")) {
            Card.copy(image, firmwareOffset, out).put(files, scratch.path());
        }
        spec.commandLine()
                .getOut()
                .println("card of device " + device + " in " + out + "; it holds a private key, keep it safe");
        return CommandLine.ExitCode.OK;
    }

    private Map<String, byte[]> personalisation() throws IOException, UserMistake {
        Clock clock = Clock.systemUTC();
        try {
            DeviceId id = new DeviceId(device);
            return Personalisation.files(
                    id, FleetFolder.open(fleet, clock).identity(id), wifi(), readKeys(), clock.instant());
        } catch (IllegalArgumentException e) {
            throw new UserMistake(String.valueOf(e.getMessage()), e);
        }
    }

    private @Nullable WifiNetwork wifi() throws IOException, UserMistake {
        if (wifiName == null) {
            if (wifiPasswordFile != null) {
                throw new UserMistake("--wifi-password-file needs --wifi-ssid");
            }
            return null;
        }
        return new WifiNetwork(wifiName, passPhrase(wifiName));
    }

    @SuppressWarnings("SystemConsoleNull") // Newer JDKs read standard input then, which ends: null all the same.
    private String passPhrase(String network) throws IOException, UserMistake {
        if (wifiPasswordFile != null) {
            return text(wifiPasswordFile).lines().findFirst().orElse("");
        }
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("Pass phrase of %s: ", network);
        if (typed == null) {
            throw new UserMistake("there is no terminal to ask for the pass phrase; use --wifi-password-file FILE");
        }
        return new String(typed);
    }

    private @Nullable String readKeys() throws UserMistake {
        return operatorKeys == null ? null : text(operatorKeys);
    }

    private static String text(Path file) throws UserMistake {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UserMistake(file + " cannot be read: " + e, e);
        }
    }
}
