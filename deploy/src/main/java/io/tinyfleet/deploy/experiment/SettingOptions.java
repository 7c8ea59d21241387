package io.tinyfleet.deploy.experiment;

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
            new Setting("dataset", "NAME", "machines (generated vibrations), sp-sw-har (default: machines)"),
            new Setting("data", "PATH", "where data is that is not generated"),
            new Setting("devices", "N", "how many take part (default: all that have data; 8 machines)"),
            new Setting("method", "NAME", "how devices learn from each other (default: tinyproto-fp)"),
            new Setting("models", "NAMES", "dealt round-robin, joined by + (default: all that take the data)"),
            new Setting("rounds", "R", "rounds, an epoch each (default: 10)"),
            new Setting("learning-rate", "X", "of plain SGD (default: 0.05)"),
            new Setting("batch", "N", "samples in a step (default: 32)"),
            new Setting("d", "D", "feature dimensions (default: 500)"),
            new Setting("s", "S", "dimensions that a class sends (default: 50)"),
            new Setting("masks", "NAME", "blocks or balanced (default: balanced)"),
            new Setting("lambda", "L", "weight of the pull (default: 1)"),
            new Setting("mu", "M", "scale of global prototypes (default: 0.017)"),
            new Setting("off-mask", "NAME", "zero or free (default: zero)"),
            new Setting("aps", "NAME", "mean or sum (default: mean)"),
            new Setting("encoding", "NAME", "of prototypes on the wire (default: f32)"));

    private record Setting(String key, String label, String help) {
        String option() {
            return "--" + key;
        }
    }

    private SettingOptions() {}

    static void addTo(CommandSpec command) {
        for (Setting setting : ALL) {
            command.addOption(OptionSpec.builder(setting.option())
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
            List<String> values = result.matchedOptionValue(setting.option(), List.of());
            if (!values.isEmpty()) {
                given.put(setting.key(), values);
            }
        }
        return given;
    }
}
