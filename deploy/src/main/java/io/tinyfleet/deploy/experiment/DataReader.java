package io.tinyfleet.deploy.experiment;

import io.tinyfleet.agent.data.csv.SeriesFormat;
import io.tinyfleet.operations.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what a run's devices learn from. */
final class DataReader {
    private static final int MOST_DEVICES = 1_000;
    private static final int MOST_SAMPLES = 1_000_000;
    private static final int LARGEST_IMAGE = 1_024;
    private static final int LONGEST_WINDOW = 65_536;

    private final Settings settings;

    DataReader(Settings settings) {
        this.settings = settings;
    }

    DataSettings read() {
        Dataset dataset = settings.choice("dataset", Dataset.MACHINES);
        Optional<String> path = text("data");
        dataset.fault(path).ifPresent(fault -> settings.problem("data", fault));
        boolean images = dataset == Dataset.CIFAR_10 || dataset == Dataset.IMAGES;
        Dealing dealing = settings.choice("partition", images ? Dealing.DIRICHLET : Dealing.SOURCE);
        Optional<String> listing = text("listing");
        if (dealing == Dealing.LISTING && listing.isEmpty()) {
            settings.problem("listing", "is missing; expected the file of partition listing");
        }
        return new DataSettings(
                dataset,
                Path.of(path.orElse("")),
                dealing,
                countOrAll("devices", MOST_DEVICES),
                alpha(),
                settings.integer("classes-per-device", "2", 1, MOST_DEVICES),
                Path.of(listing.orElse("")),
                countOrAll("samples-per-class", MOST_SAMPLES),
                settings.choice("judge-on", JudgeOn.TEST),
                settings.integer("image-size", "32", 1, LARGEST_IMAGE),
                dataset == Dataset.CSV ? format() : Optional.empty());
    }

    private double alpha() {
        double alpha = settings.number("alpha", "0.1", 0.01, "expected 0.01 to 1000");
        if (alpha > 1_000) {
            settings.problem("alpha", "is " + alpha + "; expected 0.01 to 1000");
        }
        return Math.min(alpha, 1_000);
    }

    private Optional<SeriesFormat> format() {
        String label = settings.value("csv.label", "label", "", text -> text);
        List<String> values = settings.value("csv.values", null, List.of(), text -> List.of(text.split("\\+", -1)));
        String source = text("csv.source").orElse(null);
        String split = text("csv.split").orElse(null);
        int window = settings.integer("csv.window", "128", 1, LONGEST_WINDOW);
        int step = settings.integer("csv.step", String.valueOf(window), 1, LONGEST_WINDOW);
        if (!settings.areSound()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SeriesFormat(label, values, source, split, List.of(), window, step));
        } catch (IllegalArgumentException e) {
            settings.problem("csv.values", "and what else csv says do not go together: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<String> text(String key) {
        return settings.value(
                key, "none", Optional.empty(), text -> text.equals("none") ? Optional.empty() : Optional.of(text));
    }

    private OptionalInt countOrAll(String key, int most) {
        return settings.value(key, "all", OptionalInt.empty(), text -> {
            String expected = "expected all, or 1 to " + most;
            if (text.equals("all")) {
                return OptionalInt.empty();
            }
            if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
                throw new IllegalArgumentException(expected);
            }
            return OptionalInt.of(Integer.parseInt(text));
        });
    }
}
