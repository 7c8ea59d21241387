package io.tinyfleet.deploy.experiment.outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How devices tell classes of which they have no, few or many training samples. */
final class ClassTable {
    /** The fewest training samples of a column. */
    private static final List<Integer> FROM = List.of(0, 1, 6, 21, 51);

    private final List<ClassResult> classes;
    private final List<Integer> columns;

    private ClassTable(List<ClassResult> classes) {
        this.classes = classes;
        columns = classes.stream().map(ClassTable::column).distinct().sorted().toList();
    }

    /** Empty if nothing is known by class. */
    static Optional<String> of(List<Run> runs, List<ClassResult> classes) {
        return classes.isEmpty() ? Optional.empty() : Optional.of(new ClassTable(classes).text(runs));
    }

    private String text(List<Run> runs) {
        List<String> header = new ArrayList<>(List.of("run"));
        columns.forEach(column -> header.add(label(column)));
        MarkdownTable table = new MarkdownTable(header);
        for (Run run : runs) {
            List<String> cells = new ArrayList<>(List.of(run.name()));
            columns.forEach(column -> cells.add(cell(run, column)));
            table.row(cells);
        }
        return table.toString();
    }

    /** Accuracy under the rule that is best, and that rule. */
    private String cell(Run run, int column) {
        Map<Long, List<ClassResult>> seeds = classes.stream()
                .filter(result -> result.run().equals(run.name()) && column(result) == column)
                .collect(Collectors.groupingBy(ClassResult::seed, TreeMap::new, Collectors.toList()));
        return Rule.best(rule -> spread(rule, seeds))
                .map(rule -> Numbers.percent(spread(rule, seeds)) + " " + rule.label())
                .orElse(Numbers.NONE);
    }

    /** {@code null} if nothing was judged by this rule. */
    private static @Nullable Spread spread(Rule rule, Map<Long, List<ClassResult>> seeds) {
        List<Double> shares = seeds.values().stream()
                .flatMap(results -> Stream.ofNullable(share(rule, results)))
                .toList();
        return shares.isEmpty() ? null : Spread.of(shares);
    }

    /** Right ones of all test samples; {@code null} if a class was not judged by this rule. */
    private static @Nullable Double share(Rule rule, List<ClassResult> results) {
        double right = 0;
        double all = 0;
        for (ClassResult result : results) {
            Double share = rule.of(result.scores());
            if (share == null) {
                return null;
            }
            right += share * result.testSamples();
            all += result.testSamples();
        }
        return right / all;
    }

    private static int column(ClassResult result) {
        return IntStream.range(0, FROM.size())
                .filter(column -> FROM.get(column) <= result.trainSamples())
                .max()
                .orElseThrow();
    }

    private static String label(int column) {
        int from = Objects.requireNonNull(FROM.get(column));
        if (column == FROM.size() - 1) {
            return from + " and more";
        }
        int to = FROM.get(column + 1) - 1;
        return from == to ? String.valueOf(from) : from + "–" + to;
    }
}
