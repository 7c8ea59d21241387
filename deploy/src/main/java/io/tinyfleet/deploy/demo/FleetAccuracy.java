package io.tinyfleet.deploy.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tinyfleet.deploy.local.Judged;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A fleet's accuracy under the three prediction rules and what combines them, 0 to 1.
 *
 * @param globalPrototype {@code null} if no device had global prototypes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FleetAccuracy(double localPrototype, @Nullable Double globalPrototype, double head, double combined) {

    /** Every device counts the same. */
    static FleetAccuracy meanOverDevices(Collection<Judged> devices) {
        return mean(devices, device -> 1.0);
    }

    /** Every test sample counts the same. */
    static FleetAccuracy weightedBySamples(Collection<Judged> devices) {
        return mean(devices, device -> (double) device.testSamples());
    }

    private static FleetAccuracy mean(Collection<Judged> devices, Function<Judged, Double> weight) {
        return new FleetAccuracy(
                orZero(mean(devices, weight, device -> device.accuracy().localPrototype())),
                mean(devices, weight, device -> device.accuracy().globalPrototype()),
                orZero(mean(devices, weight, device -> device.accuracy().head())),
                orZero(mean(devices, weight, device -> device.accuracy().combined())));
    }

    private static @Nullable Double mean(
            Collection<Judged> devices, Function<Judged, Double> weight, Function<Judged, @Nullable Double> accuracy) {
        double sum = 0;
        double weights = 0;
        for (Judged device : devices) {
            Double share = accuracy.apply(device);
            if (share != null) {
                sum += weight.apply(device) * share;
                weights += weight.apply(device);
            }
        }
        return weights == 0 ? null : sum / weights;
    }

    private static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }
}
