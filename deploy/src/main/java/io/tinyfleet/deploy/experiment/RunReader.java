package io.tinyfleet.deploy.experiment;

import io.tinyfleet.agent.djl.Architecture;
import io.tinyfleet.agent.djl.TrainingSettings;
import io.tinyfleet.agent.prototype.CombinedRule.Weights;
import io.tinyfleet.deploy.plan.PlanSettings;
import io.tinyfleet.operations.settings.Labels;
import io.tinyfleet.operations.settings.Settings;
import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.RoundPolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Reads one run's settings: every key, its default and its range. */
final class RunReader {
    private static final int MOST_ROUNDS = 10_000;
    private static final int LARGEST_BATCH = 4_096;
    /** No device is ever late, however busy the machine is. */
    private static final RoundPolicy POLICY = new RoundPolicy(Duration.ofDays(1), 1);
    /** The largest there is: a run that diverges is to show it, not to be stopped at the door. */
    private static final String NORM_LIMIT = "1e30";

    private static final String F16_NORM_LIMIT = "65504";
    private static final String SEED = "seed";
    /** Where the data is does not change what it is. */
    private static final Set<String> NOT_OF_THE_RESULT = Set.of("data", "listing", SEED);

    private final UnaryOperator<String> names;
    private final Map<String, List<String>> values;
    private final Settings settings;

    /**
     * For one run.
     *
     * @param names what messages call the setting of a key
     * @param values one each
     */
    RunReader(UnaryOperator<String> names, Map<String, List<String>> values) {
        this.names = names;
        this.values = new LinkedHashMap<>(values);
        this.values.putIfAbsent("norm-limit", List.of(isF16() ? F16_NORM_LIMIT : NORM_LIMIT));
        settings = Settings.fromAnywhere(names, this.values);
    }

    private boolean isF16() {
        return values.getOrDefault("encoding", List.of()).contains(Labels.of(Encoding.F16));
    }

    /** The run, unless there are {@link #problems}. */
    Optional<RunSettings> read(String name) {
        DataSettings data = new DataReader(settings).read();
        List<Architecture> models = settings.value("models", "all", List.of(), RunReader::models);
        Habits habits = settings.choice("habits", Habits.OWN);
        TrainingSettings training = habits.training(
                settings.number("learning-rate", "0.05", Double.MIN_VALUE, "expected a number above 0"),
                settings.integer("batch", "32", 2, LARGEST_BATCH));
        int rounds = settings.integer("rounds", "10", 1, MOST_ROUNDS);
        Optional<LateJoin> late = late(rounds);
        int allClassesEvery = settings.integer("all-classes-every", "0", 0, MOST_ROUNDS);
        Weights weights = settings.value("combine", Weighting.text(Weights.DEFAULT), Weights.DEFAULT, Weighting::parse);
        RunSettings.PlanMaker plan = plan(models);
        if (!problems().isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> configuration = new LinkedHashMap<>(settings.inForce());
        configuration.keySet().removeAll(NOT_OF_THE_RESULT);
        return Optional.of(new RunSettings(
                name, data, models, habits, training, rounds, late, allClassesEvery, weights, plan, configuration));
    }

    List<String> problems() {
        return settings.problems();
    }

    private Optional<LateJoin> late(int rounds) {
        Optional<LateJoin> late = settings.value(
                "late",
                "none",
                Optional.empty(),
                text -> text.equals("none") ? Optional.empty() : Optional.of(LateJoin.parse(text)));
        if (late.isPresent() && late.get().after() >= rounds) {
            settings.problem(
                    "late",
                    "is after round " + late.get().after() + "; expected one of rounds before the last, " + rounds);
        }
        return late;
    }

    private static List<Architecture> models(String text) {
        if (text.equals("all")) {
            return List.of();
        }
        return Arrays.stream(text.split("\\+", -1))
                .map(label -> Arrays.stream(Architecture.values())
                        .filter(architecture -> architecture.label().equals(label))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("expected all, or some joined by + of "
                                + Arrays.stream(Architecture.values())
                                        .map(Architecture::label)
                                        .collect(Collectors.joining(", ")))))
                .toList();
    }

    /** Reads the plan with two classes, to tell what is wrong; the real ones are known later. */
    private RunSettings.PlanMaker plan(List<Architecture> models) {
        if (values.containsKey(SEED)) {
            settings.problem(SEED, "is of one plan; expected seeds");
        }
        Plan trial = new PlanSettings(settings, "").read(List.of("a class", "another"), POLICY);
        if (trial != null && trial.method().exchange() == Method.Exchange.MODEL && models.size() != 1) {
            settings.problem(
                    "models",
                    "is '" + settings.inForce().get("models") + "'; expected one, for "
                            + trial.method().label() + " averages models, so that all devices have the same");
        }
        return (classNames, seed) -> {
            Map<String, List<String>> seeded = new LinkedHashMap<>(values);
            seeded.put(SEED, List.of(Long.toString(seed)));
            Settings again = Settings.fromAnywhere(names, seeded);
            Plan plan = new PlanSettings(again, "").read(classNames, POLICY);
            if (plan == null) {
                throw new UserMistake(String.join(Settings.BETWEEN_PROBLEMS, again.problems()));
            }
            return plan;
        };
    }
}
