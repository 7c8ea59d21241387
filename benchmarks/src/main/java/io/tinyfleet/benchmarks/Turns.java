package io.tinyfleet.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What one contender took in each turn. Not thread-safe. */
final class Turns {
    private final List<Seconds> seconds = new ArrayList<>();

    void add(Seconds turn) {
        seconds.add(turn);
    }

    Seconds median() {
        return new Seconds(median(Seconds::wall), median(Seconds::cpu));
    }

    /** The median of the ratios of turns that came one after the other. */
    Seconds medianRatioTo(Turns others) {
        Turns ratios = new Turns();
        for (int turn = 0; turn < seconds.size(); turn++) {
            ratios.add(seconds.get(turn).dividedBy(others.seconds.get(turn)));
        }
        return ratios.median();
    }

    private double median(ToDoubleFunction<Seconds> of) {
        double[] sorted = seconds.stream().mapToDouble(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
