package io.tinyfleet.deploy.board;

import io.tinyfleet.operations.settings.UserMistake;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tinyfleet image}. */
@Command(
        name = "image",
        mixinStandardHelpOptions = true,
        description = "Makes images of cards that boards boot from.",
        synopsisSubcommandLabel = "COMMAND")
public final class ImageCommand {
    @Spec
    private CommandSpec spec;

    @Command(
            name = "build",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Makes an image from Debian packages and the agent; it holds no secret and serves any number of"
                        + " devices. The first time takes some ten minutes, later ones two: the root file system is"
                        + " kept in .tinyfleet/board."
            },
            footer = {"", "Example:", "  tinyfleet image build --board rpi4 --out rpi4.img"})
    int build(
            @Option(
                            names = "--board",
                            required = true,
                            paramLabel = "BOARD",
                            description = "generic-arm64 (UEFI) or rpi4 (Raspberry Pi 3 and 4)")
                    String board,
            @Option(names = "--out", required = true, paramLabel = "FILE", description = "the image; is replaced")
                    Path out)
            throws IOException, InterruptedException, UserMistake {
        int code = ForeignProgram.script(
                "build-image.sh",
                board,
                AgentVersion.debian(),
                ForeignProgram.home()
                        .resolve(".tinyfleet/board")
                        .toAbsolutePath()
                        .toString(),
                out.toAbsolutePath().toString());
        if (code == CommandLine.ExitCode.OK) {
            spec.commandLine()
                    .getOut()
                    .println(out + "; make a device's card of it with: tinyfleet flash DEVICE --fleet DIR --image "
                            + out + " --out card.img");
        }
        return code;
    }
}
