package io.tinyfleet.operations.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Whether a program can do its work, by what it depends on. Immutable; may be asked from any thread. */
public final class Health {
    /** Something that a program depends on; answers at once, from any thread. */
    public interface Check {
        /** What is wrong now, in words for an operator; empty if nothing is. */
        Optional<String> problem();
    }

    private final Map<String, Check> checks;

    /**
     * A program that is ready when nothing is wrong.
     *
     * @param checks by name, in the order in which they are told
     */
    public Health(Map<String, Check> checks) {
        this.checks = new LinkedHashMap<>(checks);
    }

    /** Everything that is wrong now, by name; empty for a program that is ready. */
    public Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        checks.forEach((name, check) -> check.problem().ifPresent(problem -> problems.put(name, problem)));
        return problems;
    }
}
