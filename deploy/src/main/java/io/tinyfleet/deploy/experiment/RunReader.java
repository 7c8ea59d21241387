package io.tinyfleet.deploy.experiment;

import io.tinyfleet.agent.djl.Architecture;
import io.tinyfleet.agent.djl.TrainingSettings;
import io.tinyfleet.operations.settings.Settings;
import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Objective;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.RoundPolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads one run's settings: every key, its default and its range. */
final class RunReader {
    private static final int MOST_DEVICES = 1_000;
    private static final int MOST_ROUNDS = 10_000;
    private static final int MOST_DIMENSIONS = 4_096;
    private static final int LARGEST_BATCH = 4_096;
    /** No device is ever late, however busy the machine is. */
    private static final Duration DEADLINE = Duration.ofDays(1);
    /** The largest there is: a run that diverges is to show it, not to be stopped at the door. */
    private static final double NORM_LIMIT = 1e30;
    /** Where the data is does not change what it is. */
    private static final Set<String> NOT_OF_THE_RESULT = Set.of("data");

    private final Settings settings;

    RunReader(Settings settings) {
        this.settings = settings;
    }

    /**
     * The run, unless there are {@link #problems}.
     *
     * @param title its name, by its configuration
     */
    Optional<RunSettings> read(Function<Map<String, String>, String> title) {
        Method method = settings.choice("method", Method.TINYPROTO_FP);
        DataSettings data = data();
        List<Architecture> models = settings.value("models", "all", List.of(), RunReader::models);
        TrainingSettings training = new TrainingSettings(
                settings.number("learning-rate", "0.05", Double.MIN_VALUE, "expected a number above 0"),
                settings.integer("batch", "32", 2, LARGEST_BATCH));
        int rounds = settings.integer("rounds", "10", 1, MOST_ROUNDS);
        RunSettings.PlanMaker plan = plan(method);
        if (!problems().isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> configuration = new LinkedHashMap<>(settings.inForce());
        configuration.keySet().removeAll(NOT_OF_THE_RESULT);
        return Optional.of(new RunSettings(
                title.apply(configuration), method, data, models, training, rounds, plan, configuration));
    }

    List<String> problems() {
        return settings.problems();
    }

    private DataSettings data() {
        Dataset dataset = settings.choice("dataset", Dataset.MACHINES);
        Optional<String> path = settings.value("data", "none", Optional.empty(), RunReader::unlessNone);
        dataset.fault(path).ifPresent(fault -> settings.problem("data", fault));
        OptionalInt devices = settings.value("devices", "all", OptionalInt.empty(), text -> {
            if (text.equals("all")) {
                return OptionalInt.empty();
            }
            int count = Integer.parseInt(text);
            if (count < 1 || count > MOST_DEVICES) {
                throw new IllegalArgumentException("expected all, or 1 to " + MOST_DEVICES);
            }
            return OptionalInt.of(count);
        });
        return new DataSettings(dataset, path, devices);
    }

    private static Optional<String> unlessNone(String text) {
        return text.equals("none") ? Optional.empty() : Optional.of(text);
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

    private RunSettings.PlanMaker plan(Method method) {
        int dimensions = settings.integer("d", "500", 1, MOST_DIMENSIONS);
        int kept = settings.integer("s", "50", 1, dimensions);
        MaskScheme masks = settings.choice("masks", MaskScheme.BALANCED);
        Aps aps = settings.choice("aps", Aps.MEAN);
        Encoding encoding = settings.choice("encoding", Encoding.F32);
        Objective objective = new Objective(
                settings.number("lambda", "1.0", 0, "expected a number from 0"),
                settings.number("mu", "0.017", Double.MIN_VALUE, "expected a number above 0"),
                settings.choice("off-mask", OffMask.ZERO));
        return (classNames, seed) -> new Plan(
                method,
                classNames,
                masks.generate(classNames.size(), dimensions, kept, seed),
                masks,
                seed,
                objective,
                aps,
                encoding,
                new RoundPolicy(DEADLINE, 1),
                NORM_LIMIT);
    }
}
