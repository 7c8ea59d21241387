package io.tinyfleet.deploy.experiment;

import io.tinyfleet.agent.prototype.CombinedRule.Weights;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** How much each rule counts where they are combined, as text: {@code head/local/global}. */
final class Weighting {
    private Weighting() {}

    static String text(Weights weights) {
        return DoubleStream.of(weights.head(), weights.local(), weights.global())
                .mapToObj(weight ->
                        BigDecimal.valueOf(weight).stripTrailingZeros().toPlainString())
                .collect(Collectors.joining("/"));
    }

    /** @throws IllegalArgumentException that says what would be accepted */
    static Weights parse(String text) {
        String expected = "expected three numbers of 0 or more, one above 0, for head/local/global, such as "
                + text(Weights.DEFAULT);
        try {
            List<Double> numbers =
                    Arrays.stream(text.split("/", -1)).map(Double::valueOf).toList();
            if (numbers.size() == 3) {
                return new Weights(numbers.get(0), numbers.get(1), numbers.get(2));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(expected, e);
        }
        throw new IllegalArgumentException(expected);
    }
}
