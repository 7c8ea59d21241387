package io.tinyfleet.aggregator.prototype;

import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Mu;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sets μ so that the fleet's largest τ_ij = ‖μ·ĉ_j^G‖ / ‖ĉ_ij‖ settles at a target, whatever the number of samples and
 * whoever takes part:
 *
 * <pre>
 * ρ_i = τ_i / μ of the prototypes that device i had       μ' = target / max_i ρ_i
 * </pre>
 *
 * where the maximum goes over all devices heard of lately. A device that stays away, and takes its share of ĉ_j^G with
 * it, so does not raise μ for the others, who would be pulled too far out when it returns. What a device claims has
 * limits: among three or more, none counts for more than {@value #LARGEST_SPREAD} times the median. Immutable.
 *
 * @param ratios ρ_i, as last heard
 * @param mu the μ given last; {@code null} before the first
 */
public record MuControl(
        SortedMap<DeviceId, Ratio> ratios, @Nullable Double mu) {
    /** A device that has not been heard of for more rounds than this no longer counts. */
    static final int LONGEST_ABSENCE = 20;

    /** Far more than devices' largest ρ_i differ by, but so much a liar can weaken the pull. */
    static final double LARGEST_SPREAD = 1_000;

    /** ρ_i is about the samples of a class: beyond this, or one by this, it is no honest one. */
    private static final double LARGEST_RATIO = 1e15;

    public static final MuControl BEGIN = new MuControl(Collections.emptySortedMap(), null);

    public MuControl {
        ratios = Collections.unmodifiableSortedMap(ratios);
    }

    /**
     * What a device reported.
     *
     * @param round when
     * @param value ρ_i, above 0
     */
    public record Ratio(RoundNumber round, double value) {}

    /**
     * After a round.
     *
     * @param taus τ_i of the devices that reported one, by the prototypes that came with {@link #mu}, or 1 for none
     */
    MuControl after(RoundNumber round, Map<DeviceId, Double> taus, Mu.Auto policy) {
        double given = mu == null ? 1 : mu;
        SortedMap<DeviceId, Ratio> known = new TreeMap<>(ratios);
        known.values().removeIf(ratio -> round.value() - ratio.round().value() > LONGEST_ABSENCE);
        taus.forEach((device, tau) -> {
            double ratio = tau / given;
            if (ratio >= 1 / LARGEST_RATIO && ratio <= LARGEST_RATIO) {
                known.put(device, new Ratio(round, ratio));
            }
        });
        double next = policy.targetTau() / largest(known);
        return new MuControl(known, next > 0 && Double.isFinite(next) ? Double.valueOf(next) : mu);
    }

    /** 0 without any. Of two the larger is the median: the smaller may be the lie, and that would pull too far. */
    private static double largest(SortedMap<DeviceId, Ratio> known) {
        double[] sorted =
                known.values().stream().mapToDouble(Ratio::value).sorted().toArray();
        return sorted.length == 0 ? 0 : Math.min(sorted[sorted.length - 1], LARGEST_SPREAD * sorted[sorted.length / 2]);
    }
}
