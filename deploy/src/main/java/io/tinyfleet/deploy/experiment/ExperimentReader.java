package io.tinyfleet.deploy.experiment;

import io.tinyfleet.deploy.experiment.outcome.RunName;
import io.tinyfleet.operations.settings.Labels;
import io.tinyfleet.operations.settings.Settings;
import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.protocol.message.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes an experiment of options and of a file. An option wins over what the file says for all runs, a run's own setting
 * over both. A list gives one run for each value; runs that differ only in what their method does not look at are one.
 */
final class ExperimentReader {
    private static final String SEEDS = "seeds";
    private static final String METHOD = "method";
    private static final String USUAL_METHOD = Method.TINYPROTO_FP.label();
    private static final String RUNS = "runs.";
    /** Names may have dots, and settings at most one. */
    private static final Pattern OF_A_RUN = Pattern.compile("runs\\.(.+?)\\.((?:(?:skip|csv)\\.)?[a-z0-9-]+)");

    private static final int MOST_SEEDS = 100;
    private static final Map<String, String> LETTERS = Map.of("lambda", "λ", "mu", "μ", "alpha", "α");

    private final String file;
    private final Map<String, List<String>> options;
    private final Map<String, List<String>> common = new LinkedHashMap<>();
    private final Map<String, Map<String, List<String>>> named = new LinkedHashMap<>();
    private final Set<String> problems = new LinkedHashSet<>();

    private ExperimentReader(String file, Map<String, List<String>> fromFile, Map<String, List<String>> options) {
        this.file = file;
        this.options = options;
        fromFile.forEach((key, values) -> {
            Matcher ofARun = OF_A_RUN.matcher(key);
            if (ofARun.matches()) {
                named.computeIfAbsent(ofARun.group(1), name -> new LinkedHashMap<>())
                        .put(ofARun.group(2), values);
            } else {
                common.put(key, values);
            }
        });
        common.putAll(options);
    }

    /**
     * Reads everything, or tells everything that is wrong.
     *
     * @param file its name, for messages
     * @param fromFile flat, as {@link io.tinyfleet.operations.settings.yaml.YamlFile} reads it; may be empty
     * @param options by the same keys
     */
    static Experiment read(String file, Map<String, List<String>> fromFile, Map<String, List<String>> options)
            throws UserMistake {
        return new ExperimentReader(file, fromFile, options).read();
    }

    private Experiment read() throws UserMistake {
        List<Long> seeds = seeds(common.getOrDefault(SEEDS, List.of("1")));
        common.remove(SEEDS);
        List<RunSettings> runs = new ArrayList<>();
        if (named.isEmpty()) {
            runs.addAll(variants("", Map.of()));
        } else {
            named.forEach((name, own) -> runs.addAll(variants(name, own)));
        }
        if (problems.isEmpty()) {
            noteUnlikeNames(runs);
        }
        if (!problems.isEmpty()) {
            throw new UserMistake(String.join(Settings.BETWEEN_PROBLEMS, problems));
        }
        return new Experiment(runs, seeds);
    }

    private List<RunSettings> variants(String name, Map<String, List<String>> own) {
        Map<String, List<String>> all = new LinkedHashMap<>(common);
        all.putAll(own);
        UnaryOperator<String> names = key -> own.containsKey(key) ? file + ": " + RUNS + name + "." + key : name(key);
        List<RunSettings> runs = new ArrayList<>();
        try {
            Set<Map<String, List<String>>> variants = new LinkedHashSet<>();
            for (Map<String, List<String>> variant : Variants.of(all)) {
                variants.add(withoutIdle(variant, own.keySet()));
            }
            for (Map<String, List<String>> variant : variants) {
                RunReader reader = new RunReader(names, variant);
                reader.read(title(name, variant, varied(all))).ifPresent(runs::add);
                problems.addAll(reader.problems());
            }
        } catch (IllegalArgumentException e) {
            problems.add((name.isEmpty() ? "the lists" : file + ": " + RUNS + name) + " give " + e.getMessage());
        }
        return runs;
    }

    /** Of what all runs have in common, a run leaves out what its method does not look at. */
    private static Map<String, List<String>> withoutIdle(Map<String, List<String>> variant, Set<String> own) {
        Map<String, List<String>> kept = new LinkedHashMap<>(variant);
        Arrays.stream(Method.values())
                .filter(method -> List.of(Labels.of(method)).equals(variant.get(METHOD)))
                .forEach(method -> Applicable.not(method).stream()
                        .filter(key -> !own.contains(key))
                        .forEach(kept::remove));
        return kept;
    }

    private String name(String key) {
        return options.containsKey(key) || file.isEmpty() ? SettingOptions.option(key) : file + ": " + key;
    }

    private static Set<String> varied(Map<String, List<String>> settings) {
        return settings.entrySet().stream()
                .filter(setting -> setting.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The run's own name or its method's, and what tells it from its neighbours. */
    private static String title(String name, Map<String, List<String>> variant, Set<String> varied) {
        StringBuilder title = new StringBuilder(
                name.isEmpty() ? String.join("", variant.getOrDefault(METHOD, List.of(USUAL_METHOD))) : name);
        for (String key : varied) {
            if (variant.containsKey(key) && !(name.isEmpty() && key.equals(METHOD))) {
                title.append(' ')
                        .append(LETTERS.getOrDefault(key, key))
                        .append('=')
                        .append(variant.get(key).get(0));
            }
        }
        return title.toString();
    }

    private void noteUnlikeNames(List<RunSettings> runs) {
        if (runs.isEmpty()) {
            problems.add(file + ": runs: there is none");
            return;
        }
        try {
            RunName.requireDistinct(runs.stream().map(RunSettings::name).toList());
        } catch (IllegalArgumentException e) {
            problems.add((file.isEmpty() ? "" : file + ": runs: ") + e.getMessage());
        }
        Map<String, Long> names = new HashMap<>();
        runs.forEach(run -> names.merge(run.name(), 1L, Long::sum));
        names.forEach((name, count) -> {
            if (count > 1) {
                problems.add("two runs would be called '" + name + "'");
            }
        });
    }

    private List<Long> seeds(List<String> given) {
        Set<Long> seeds = new TreeSet<>();
        for (String text : given) {
            if (text.matches("[0-9]{1,9}")) {
                seeds.add(Long.valueOf(text));
            } else {
                problems.add(name(SEEDS) + " is '" + text + "'; expected whole numbers from 0");
            }
        }
        if (given.isEmpty() || given.size() > MOST_SEEDS || seeds.size() < given.size()) {
            problems.add(name(SEEDS) + " are " + given + "; expected 1 to " + MOST_SEEDS + " different ones");
        }
        return List.copyOf(seeds);
    }
}
