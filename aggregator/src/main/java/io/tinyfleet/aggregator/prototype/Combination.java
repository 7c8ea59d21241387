package io.tinyfleet.aggregator.prototype;

import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.Mu;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Skipping;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the updates of a round give under a plan. It depends on its arguments alone, not on the order in which updates
 * arrived.
 *
 * @param global to be published
 * @param memory for the next round
 */
public record Combination(GlobalPrototypes global, Memory memory) {
    /**
     * Combines.
     *
     * @param updates in the order of device ids, which is the order of all sums
     * @param holders how many devices are known to hold each class: {@code [K]}
     */
    public static Combination of(
            PlanInForce plan, Memory before, RoundNumber round, SortedMap<DeviceId, Update> updates, int[] holders) {
        StandingUploads standing = before.standing();
        SortedMap<DeviceId, SparsePrototypes> uploads = new TreeMap<>();
        updates.forEach((device, update) -> uploads.put(device, update.prototypes()));
        Skipping skipping = plan.plan().skipping();
        if (skipping != null) {
            uploads.replaceAll((device, sent) -> before.standing().complete(device, round, sent, skipping));
            standing = standing.with(round, updates, skipping);
        }
        PrototypeSums sums = new PrototypeSums(plan);
        uploads.values().forEach(sums::add);
        GlobalPrototypes mean = sums.toGlobal(holders);

        ModelSums models = new ModelSums();
        updates.values().forEach(update -> {
            if (update.model() != null) {
                models.add(update.model());
            }
        });

        MuControl mu = before.mu();
        if (plan.plan().objective().mu() instanceof Mu.Auto auto) {
            mu = mu.after(round, taus(updates), auto);
        }
        return new Combination(
                new GlobalPrototypes(plan.hash(), mean.prototypes(), mean.contributors(), mu.mu(), models.average()),
                new Memory(standing, mu));
    }

    private static SortedMap<DeviceId, Double> taus(SortedMap<DeviceId, Update> updates) {
        SortedMap<DeviceId, Double> taus = new TreeMap<>();
        updates.forEach((device, update) -> {
            if (update.largestTau() != null) {
                taus.put(device, update.largestTau());
            }
        });
        return taus;
    }
}
