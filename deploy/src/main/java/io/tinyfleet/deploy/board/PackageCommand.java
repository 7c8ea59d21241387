package io.tinyfleet.deploy.board;

import io.tinyfleet.operations.settings.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tinyfleet package}. */
@Command(
        name = "package",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Makes the agent's Debian package, with native libraries of one architecture only.",
        footer = {"", "Example:", "  tinyfleet package --arch arm64 --out ."})
public final class PackageCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--arch", required = true, paramLabel = "ARCH", description = "amd64 or arm64")
    private String architecture;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "where to put it; made if missing")
    private Path directory;

    @Override
    public Integer call() throws IOException, InterruptedException, UserMistake {
        Files.createDirectories(directory);
        String version = AgentVersion.debian();
        Path file = directory.resolve("tinyfleet-agent_" + version + "_" + architecture + ".deb");
        int code = ForeignProgram.script(
                "package.sh", architecture, version, file.toAbsolutePath().toString());
        if (code == CommandLine.ExitCode.OK) {
            spec.commandLine().getOut().println(file);
        }
        return code;
    }
}
