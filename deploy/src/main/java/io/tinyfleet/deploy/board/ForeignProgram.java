package io.tinyfleet.deploy.board;

import io.tinyfleet.operations.Stopping;
import io.tinyfleet.operations.settings.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Programs and scripts that do what Java cannot; they speak for themselves on standard output and standard error, and
 * end when we are told to.
 */
final class ForeignProgram {
    private static final String HOME = "tinyfleet.home";

    private ForeignProgram() {}

    /** A script of {@code deploy/board}; its exit code: 0 done, 1 failed, 2 something is missing or wrong. */
    static int script(String name, String... arguments) throws IOException, InterruptedException, UserMistake {
        return run(home().resolve("deploy/board").resolve(name).toString(), arguments);
    }

    /** Where the sources lie, from which packages and images are made. */
    static Path home() throws UserMistake {
        Path home = Path.of(System.getProperty(HOME, "."));
        if (!Files.isDirectory(home.resolve("deploy/board"))) {
            throw new UserMistake(home.toAbsolutePath().normalize()
                    + " does not hold tinyfleet's sources, from which boards are made; use ./tinyfleet there");
        }
        return home;
    }

    /** Runs a program to its end; its exit code. */
    static int run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).inheritIO().start();
        try (Stopping stopping = Stopping.onSignal(process::destroy)) {
            return process.waitFor();
        }
    }

    /** Whether a program can be found. */
    static boolean exists(String program) {
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
        return Pattern.compile(":")
                .splitAsStream(path)
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
