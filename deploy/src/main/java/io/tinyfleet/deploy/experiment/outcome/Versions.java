package io.tinyfleet.deploy.experiment.outcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What an experiment ran on.
 *
 * @param tinyfleet version, with the commit where it is known
 * @param cpu the processor's name, and how many of its cores were to be had
 */
public record Versions(String tinyfleet, String jdk, String pytorch, String os, String cpu) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** Of this process; the caller knows its own version and that of PyTorch. */
    public static Versions here(String tinyfleet, String pytorch) {
        return new Versions(
                tinyfleet,
                System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"),
                pytorch,
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores");
    }

    /** Arm's kernels do not tell a name: there it is only the architecture. */
    private static String processor() {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
