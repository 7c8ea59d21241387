package io.tinyfleet.deploy.experiment.outcome;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How devices do that were not there in the first round, so many rounds after they came. */
final class LateTable {
    private static final int[] AFTER = {1, 2, 5, 10, 20};

    private final List<DeviceResult> devices;

    private LateTable(List<DeviceResult> devices) {
        this.devices = devices;
    }

    /** Empty if nobody was late. */
    static Optional<String> of(List<Run> runs, List<DeviceResult> devices) {
        LateTable late = new LateTable(devices);
        List<List<String>> rows =
                runs.stream().map(late::row).filter(row -> !row.isEmpty()).toList();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<String> header = new ArrayList<>(List.of("run", "rule"));
        for (int rounds : AFTER) {
            header.add("round " + rounds);
        }
        MarkdownTable table = new MarkdownTable(header);
        rows.forEach(table::row);
        return Optional.of(table.toString());
    }

    /** Under the rule that is best in the last of those rounds; empty if nobody was late. */
    private List<String> row(Run run) {
        SortedMap<Integer, SortedMap<Long, List<Scores>>> byAge = byAge(run);
        if (byAge.isEmpty()) {
            return List.of();
        }
        Collection<List<Scores>> last =
                Objects.requireNonNull(byAge.get(byAge.lastKey())).values();
        Rule best = Rule.best(rule -> spread(last, rule)).orElse(Rule.HEAD);
        List<String> cells = new ArrayList<>(List.of(run.name(), best.label()));
        for (int age : AFTER) {
            SortedMap<Long, List<Scores>> seeds = byAge.get(age);
            cells.add(seeds == null ? Numbers.NONE : Numbers.percent(spread(seeds.values(), best)));
        }
        return cells;
    }

    /** Rounds since they came, counted from 1 → seed → the late devices' scores. */
    private SortedMap<Integer, SortedMap<Long, List<Scores>>> byAge(Run run) {
        SortedMap<Integer, SortedMap<Long, List<Scores>>> byAge = new TreeMap<>();
        Map<Long, List<DeviceResult>> bySeed = devices.stream()
                .filter(result -> result.run().equals(run.name()))
                .collect(Collectors.groupingBy(DeviceResult::seed));
        bySeed.forEach((seed, results) -> {
            Map<String, Integer> first =
                    results.stream().collect(Collectors.toMap(DeviceResult::device, DeviceResult::round, Math::min));
            int earliest = Collections.min(first.values());
            for (DeviceResult result : results) {
                int came = Objects.requireNonNull(first.get(result.device()));
                if (came > earliest) {
                    byAge.computeIfAbsent(result.round() - came + 1, age -> new TreeMap<>())
                            .computeIfAbsent(seed, any -> new ArrayList<>())
                            .add(result.scores());
                }
            }
        });
        return byAge;
    }

    /** {@code null} if a seed has nothing under this rule. */
    private static @Nullable Spread spread(Collection<List<Scores>> seeds, Rule rule) {
        List<Double> means = new ArrayList<>();
        for (List<Scores> scores : seeds) {
            OptionalDouble mean = scores.stream()
                    .map(rule::of)
                    .filter(Objects::nonNull)
                    .mapToDouble(Double::doubleValue)
                    .average();
            if (mean.isEmpty()) {
                return null;
            }
            means.add(mean.getAsDouble());
        }
        return Spread.of(means);
    }
}
