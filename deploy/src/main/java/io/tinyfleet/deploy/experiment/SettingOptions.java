package io.tinyfleet.deploy.experiment;

import io.tinyfleet.agent.prototype.CombinedRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The settings of runs as options: {@code rounds} of a file is {@code --rounds} on the command line. */
final class SettingOptions {
    private static final List<Setting> ALL = List.of(
            new Setting("seeds", "N", "of weights, order, masks, generated data and partitions (default: 1)"),
            new Setting(
                    "dataset",
                    "NAME",
                    "machines, machine-parks (generated vibrations), sp-sw-har, cifar-10, images, csv"
                            + " (default: machines)"),
            new Setting("data", "PATH", "folder or file of data that is not generated"),
            new Setting(
                    "partition", "NAME", "source, dirichlet, classes, listing (default: source; images: dirichlet)"),
            new Setting("alpha", "A", "of dirichlet (default: 0.1)"),
            new Setting("classes-per-device", "K", "of classes (default: 2)"),
            new Setting("listing", "FILE", "of listing: client,split,class,path"),
            new Setting("devices", "N", "how many take part (default: all there are; 8 machines, 20 if dealt)"),
            new Setting("samples-per-class", "N", "training samples that a device keeps of a class (default: all)"),
            new Setting(
                    "judge-on",
                    "NAME",
                    "test; validation: a quarter of the training samples, held out, to choose settings by"
                            + " (default: test)"),
            new Setting("image-size", "N", "rows and columns of images (default: 32)"),
            new Setting("csv.label", "COLUMN", "with the class (default: label)"),
            new Setting("csv.values", "COLUMNS", "with the channels, joined by +"),
            new Setting("csv.source", "COLUMN", "with who measured (default: one did)"),
            new Setting("csv.split", "COLUMN", "with train or test (default: divided 3 to 1)"),
            new Setting("csv.window", "N", "rows in a sample (default: 128)"),
            new Setting("csv.step", "N", "rows between the beginnings of two (default: a window)"),
            new Setting(
                    "method",
                    "NAME",
                    "alone, fedproto, tinyproto-fp, fedtgp, tinyproto-ft, fedavg, tinyproto-contrastive (default: tinyproto-fp)"),
            new Setting(
                    "models",
                    "NAMES",
                    "dealt round-robin, joined by + (default: all that take the data; fedavg: one must be named)"),
            new Setting("rounds", "R", "rounds, an epoch each (default: 10)"),
            new Setting("late", "N@R", "the last N devices join when round R is over (default: none)"),
            new Setting("learning-rate", "X", "of plain SGD (default: 0.05)"),
            new Setting("batch", "N", "samples in a step (default: 32)"),
            new Setting("habits", "NAME", "own; reference: those of the authors' code (default: own)"),
            new Setting(
                    "initial-weights", "NAME", "own or common (default: own; fedavg, tinyproto-contrastive: common)"),
            new Setting("d", "D", "feature dimensions (default: 500)"),
            new Setting(
                    "s",
                    "S",
                    "dimensions that a class sends (default: 50; tinyproto-contrastive: 196; fedproto, fedtgp: all)"),
            new Setting("masks", "NAME", "blocks or balanced (default: balanced)"),
            new Setting("lambda", "L", "weight of the pull (default: 1; tinyproto-contrastive: 10)"),
            new Setting("warm-up", "R", "rounds over which it rises from 0 (default: 0)"),
            new Setting("mu", "M", "scale of global prototypes, or auto (default: auto; fedproto, fedtgp: 1)"),
            new Setting("target-tau", "T", "where auto lets the largest τ settle (default: 0.9)"),
            new Setting(
                    "guard",
                    "G",
                    "longest target beside a device's own prototype, 0 for any (default: 1 with mu auto, else 0)"),
            new Setting("off-mask", "NAME", "zero or free (default: zero)"),
            new Setting("temperature", "T", "of tinyproto-contrastive (default: 0.5)"),
            new Setting(
                    "prior",
                    "M",
                    "tinyproto-contrastive pulls by λ·M / (M + samples of the class on the device) (default: 2)"),
            new Setting("aps", "NAME", "mean, sum or none (default: mean; fedproto, fedtgp: none)"),
            new Setting(
                    "encoding",
                    "NAME",
                    "of prototypes on the wire: f32, f16, i8 (default: f32; tinyproto-contrastive: i8)"),
            new Setting("skip.threshold", "X", "leave out classes that moved less, 0 for none (default: 0)"),
            new Setting("skip.rounds", "R", "but at most for so many rounds (default: 5)"),
            new Setting("norm-limit", "X", "longest upload of a class (default: 1e30; f16: 65504)"),
            new Setting("all-classes-every", "R", "rounds between tests on all classes, 0: last only (default: 0)"),
            new Setting(
                    "combine",
                    "H/L/G",
                    "weights of head, local and global rule where they are combined (default: "
                            + Weighting.text(CombinedRule.Weights.DEFAULT) + ")"));

    private record Setting(String key, String label, String help) {}

    private SettingOptions() {}

    /** A key as an option: {@code skip.rounds} is {@code --skip-rounds}. */
    static String option(String key) {
        return "--" + key.replace('.', '-');
    }

    static void addTo(CommandSpec command) {
        for (Setting setting : ALL) {
            command.addOption(OptionSpec.builder(option(setting.key()))
                    .paramLabel(setting.label())
                    .description(setting.help())
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .splitRegex(",")
                    .splitRegexSynopsisLabel(",")
                    .build());
        }
    }

    /** What the user gave, by key. */
    static Map<String, List<String>> given(ParseResult result) {
        Map<String, List<String>> given = new LinkedHashMap<>();
        for (Setting setting : ALL) {
            List<String> values = result.matchedOptionValue(option(setting.key()), List.of());
            if (!values.isEmpty()) {
                given.put(setting.key(), values);
            }
        }
        return given;
    }
}
