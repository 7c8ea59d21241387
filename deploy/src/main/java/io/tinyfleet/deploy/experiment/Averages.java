package io.tinyfleet.deploy.experiment;

import io.tinyfleet.deploy.experiment.outcome.Scores;
import io.tinyfleet.deploy.local.Judged;
import io.tinyfleet.protocol.message.Accuracy;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A fleet's accuracy from that of its devices. */
final class Averages {
    private Averages() {}

    /** A single device's. */
    static Scores of(Accuracy accuracy) {
        return new Scores(accuracy.localPrototype(), accuracy.globalPrototype(), accuracy.head(), accuracy.combined());
    }

    /** Every device counts the same. */
    static Scores overDevices(Collection<Judged> judged) {
        return scores(judged, device -> 1.0);
    }

    /** Every test sample counts the same. */
    static Scores bySamples(Collection<Judged> judged) {
        return scores(judged, Judged::testSamples);
    }

    private static Scores scores(Collection<Judged> judged, ToDoubleFunction<Judged> weight) {
        return new Scores(
                orZero(mean(judged, weight, Accuracy::localPrototype)),
                mean(judged, weight, Accuracy::globalPrototype),
                orZero(mean(judged, weight, Accuracy::head)),
                orZero(mean(judged, weight, Accuracy::combined)));
    }

    private static @Nullable Double mean(
            Collection<Judged> judged, ToDoubleFunction<Judged> weight, Function<Accuracy, @Nullable Double> rule) {
        double sum = 0;
        double weights = 0;
        for (Judged device : judged) {
            Double own = rule.apply(device.accuracy());
            if (own != null) {
                sum += weight.applyAsDouble(device) * own;
                weights += weight.applyAsDouble(device);
            }
        }
        return weights == 0 ? null : sum / weights;
    }

    private static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }
}
