package io.tinyfleet.deploy.experiment.outcome;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Names of runs, such as {@code tinyproto-fp λ=10}: what people read in tables and legends, and part of file names.
 */
public final class RunName {
    private static final Map<String, String> SPELT = Map.of("λ", "lambda", "μ", "mu", "τ", "tau", "α", "alpha");

    private RunName() {}

    /** Refuses a name that would break a line of CSV or a table. */
    static void require(String name) {
        boolean clean = name.codePoints().noneMatch(c -> ",\"|\n\r".indexOf(c) >= 0 || Character.isISOControl(c));
        if (!clean || name.isBlank() || !name.strip().equals(name)) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no name: one line without comma, quote, bar, or space at its ends is accepted");
        }
    }

    /** The name as part of a file's: ASCII, because a file system's encoding is not ours to choose. */
    public static String fileName(String run) {
        require(run);
        String spelt = run;
        for (Map.Entry<String, String> letter : SPELT.entrySet()) {
            spelt = spelt.replace(letter.getKey(), letter.getValue());
        }
        return spelt.replaceAll("[^A-Za-z0-9.=_]+", "-").toLowerCase(Locale.ROOT);
    }

    /** Refuses names that are unfit, and two that would share a file. */
    public static void requireDistinct(Collection<String> runs) {
        Map<String, String> files = new HashMap<>();
        for (String run : runs) {
            String other = files.put(fileName(run), run);
            if (other != null) {
                throw new IllegalArgumentException("runs '" + other + "' and '" + run
                        + "' differ too little: their files would both be named '" + fileName(run) + "'");
            }
        }
    }
}
