package io.tinyfleet.deploy.board;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Programs that a test needs. Without them it is skipped; where {@code CI=true}, it fails instead. */
final class BoardTools {
    private static final Map<String, String> PACKAGES = Map.of(
            "mcopy",
            "mtools",
            "mkfs.vfat",
            "dosfstools",
            "sfdisk",
            "fdisk",
            "openssl",
            "openssl",
            "shred",
            "coreutils",
            "shellcheck",
            "shellcheck",
            "systemd-analyze",
            "systemd");
    static final Path SCRIPTS = Path.of("board").toAbsolutePath();

    private BoardTools() {}

    static void require(String... programs) {
        for (String program : programs) {
            if (!ForeignProgram.exists(program)) {
                String what = program + " (Debian package " + PACKAGES.get(program) + ") is not installed";
                if ("true".equals(System.getenv("CI"))) {
                    fail(what);
                }
                abort(what);
            }
        }
    }

    /** What a program says, and its exit code. */
    record Said(int exitCode, String text) {}

    static Said run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
        builder.environment().merge("PATH", ":/usr/sbin:/sbin", String::concat);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Said(process.waitFor(), text);
    }

    /** As {@link #run}, where anything but success is a mistake of the test. */
    static String succeed(String... command) throws IOException, InterruptedException {
        Said said = run(command);
        return said.exitCode() == 0 ? said.text() : fail(List.of(command) + " failed: " + said);
    }
}
