package io.tinyfleet.agent;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds data that is too large for the repository: below the directory named by {@code TINYFLEET_SHARED}, else below
 * {@code shared} beside the repository. Without it a test is skipped; where {@code CI=true}, it fails instead.
 */
public final class SharedData {
    private SharedData() {}

    /** A directory or file below {@code data}, such as {@code sp-sw-har}. */
    public static Path require(String name) {
        Path path = shared().resolve("data").resolve(name);
        if (!Files.exists(path)) {
            String missing = "needs the data set " + name + " at " + path
                    + "; set TINYFLEET_SHARED to the directory that holds data/" + name;
            if ("true".equals(System.getenv("CI"))) {
                fail(missing);
            }
            abort(missing);
        }
        return path;
    }

    private static Path shared() {
        String named = System.getenv("TINYFLEET_SHARED");
        return named == null || named.isBlank() ? repository().resolveSibling("shared") : Path.of(named);
    }

    /** The nearest directory upwards that holds Maven's settings: tests run in their module's directory. */
    private static Path repository() {
        Path start = Path.of("").toAbsolutePath();
        for (Path directory = start; directory != null; directory = directory.getParent()) {
            if (Files.isDirectory(directory.resolve(".mvn"))) {
                return directory;
            }
        }
        return start;
    }
}
