package io.tinyfleet.mqtt.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Programs of the machine that tests need. Where one is missing a test is skipped, but on CI it fails. */
public final class Programs {
    private Programs() {}

    public static void require(String... programs) {
        for (String program : programs) {
            if (find(program).isEmpty()) {
                missing("the program '" + program + "' is not installed (package mosquitto or mosquitto-clients)");
            }
        }
    }

    /** Skips a test that lacks something of the machine, or on CI fails it. */
    public static void missing(String what) {
        String message = what + ", so this test cannot run";
        if ("true".equals(System.getenv("CI"))) {
            Assertions.fail(message);
        }
        Assumptions.abort(message);
    }

    static String path(String program) {
        return find(program)
                .orElseThrow(() -> new IllegalStateException("require() was not called for " + program))
                .toString();
    }

    private static Optional<Path> find(String program) {
        List<String> folders = new ArrayList<>();
        String path = System.getenv("PATH");
        if (path != null) {
            folders.addAll(Arrays.asList(path.split(":")));
        }
        folders.add("/usr/sbin");
        return folders.stream()
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
