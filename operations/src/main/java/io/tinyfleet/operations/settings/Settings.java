package io.tinyfleet.operations.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * Settings by key, from a file and from the environment, which wins: {@code broker.port} is {@code
 * TINYFLEET_BROKER_PORT} there. Every problem is noted, and a value that can be gone on with is returned, so that
 * {@link #requireNone} can tell all of them at once.
 */
public final class Settings {
    /** Each on a line of its own, all of which begin the same way. */
    public static final String BETWEEN_PROBLEMS = "\ntinyfleet: ";

    private final UnaryOperator<String> names;
    private final Map<String, List<String>> values;
    private final Map<String, String> environment;
    private final Map<String, String> effective = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * Settings to be read.
     *
     * @param file its name, for messages
     */
    public Settings(String file, Map<String, List<String>> values, Map<String, String> environment) {
        this(key -> file + ": " + key, values, environment);
    }

    private Settings(UnaryOperator<String> names, Map<String, List<String>> values, Map<String, String> environment) {
        this.names = names;
        this.values = values;
        this.environment = environment;
    }

    /**
     * Settings from more places than one, the environment not among them.
     *
     * @param names what messages call the setting of a key, for example {@code --rounds}
     */
    public static Settings fromAnywhere(UnaryOperator<String> names, Map<String, List<String>> values) {
        return new Settings(names, values, Map.of());
    }

    /** Text that {@code parse} accepts; it throws an {@link IllegalArgumentException} that says what it would. */
    public <T> T value(String key, @Nullable String absent, T whenWrong, Function<String, T> parse) {
        List<String> found = find(key, false);
        if (found.size() > 1) {
            problem(key, "is a list; expected one value");
            return whenWrong;
        }
        String text = found.isEmpty() ? absent : found.get(0);
        if (text == null) {
            problem(key, "is missing");
            return whenWrong;
        }
        effective.put(key, text);
        return parsed(key, text, whenWrong, parse);
    }

    private <T> T parsed(String key, String text, T whenWrong, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (NumberFormatException e) {
            problem(key, "is '" + text + "'; expected a number");
        } catch (IllegalArgumentException | TypeConversionException e) {
            problem(key, "is '" + text + "'; " + e.getMessage());
        }
        return whenWrong;
    }

    public int integer(String key, @Nullable String absent, int lowest, int highest) {
        return value(key, absent, lowest, text -> {
            String expected = "expected a whole number from " + lowest + " to " + highest;
            if (!text.matches("-?[0-9]{1,10}")) {
                throw new IllegalArgumentException(expected);
            }
            long number = Long.parseLong(text);
            if (number < lowest || number > highest) {
                throw new IllegalArgumentException(expected);
            }
            return (int) number;
        });
    }

    /** A number that may be left out. */
    public @Nullable Integer optionalInteger(String key, int lowest, int highest) {
        return find(key, false).isEmpty() ? none(key) : (Integer) integer(key, null, lowest, highest);
    }

    private @Nullable Integer none(String key) {
        effective.put(key, "none");
        return null;
    }

    public boolean flag(String key, boolean absent) {
        return value(key, String.valueOf(absent), absent, text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        });
    }

    public double number(String key, String absent, double lowest, String expected) {
        return value(key, absent, 1.0, text -> {
            double number = Double.parseDouble(text);
            if (!Double.isFinite(number) || number < lowest) {
                throw new IllegalArgumentException(expected);
            }
            return number;
        });
    }

    public Duration duration(String key, String absent, Duration lowest, Duration highest) {
        return value(key, absent, lowest, text -> {
            Duration duration = new DurationConverter().convert(text);
            if (duration.compareTo(lowest) < 0 || duration.compareTo(highest) > 0) {
                throw new IllegalArgumentException(
                        "expected a time from " + lowest.toSeconds() + "s to " + highest.toHours() + "h");
            }
            return duration;
        });
    }

    /** One of an enum's constants, in lower case with hyphens. */
    public <E extends Enum<E>> E choice(String key, E absent) {
        E[] all = absent.getDeclaringClass().getEnumConstants();
        return value(key, Labels.of(absent), absent, text -> Arrays.stream(all)
                .filter(constant -> Labels.of(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected one of " + Arrays.stream(all).map(Labels::of).collect(Collectors.joining(", ")))));
    }

    /** A list, in the environment separated by commas. */
    public List<String> list(String key) {
        List<String> found = find(key, true);
        if (found.isEmpty()) {
            problem(key, "is missing; expected a list");
        }
        effective.put(key, String.join(",", found));
        return found;
    }

    /** Notes that a value does not go with the others. */
    public void problem(String key, String what) {
        String variable = variable(key);
        problems.add((environment.containsKey(variable) ? variable : names.apply(key)) + " " + what);
    }

    /** Whether nothing was wrong so far. */
    public boolean areSound() {
        return problems.isEmpty();
    }

    /** All that was asked for, as it is in force. */
    public String effective() {
        return effective.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" "));
    }

    /** The same by key, in the order in which it was asked for. */
    public Map<String, String> inForce() {
        return Collections.unmodifiableMap(effective);
    }

    /** To be called when everything was read: keys that nobody asked for are problems, too. */
    public void requireNone() throws UserMistake {
        List<String> all = problems();
        if (!all.isEmpty()) {
            throw new UserMistake(String.join(BETWEEN_PROBLEMS, all));
        }
    }

    /** What {@link #requireNone} would tell. */
    public List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                all.add(names.apply(key) + " is no setting; expected one of " + String.join(", ", asked));
            }
        }
        return all;
    }

    private List<String> find(String key, boolean many) {
        asked.add(key);
        String set = environment.get(variable(key));
        if (set != null) {
            return many ? List.of(set.split(",", -1)) : List.of(set);
        }
        return values.getOrDefault(key, List.of());
    }

    private static String variable(String key) {
        return "TINYFLEET_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
