package io.tinyfleet.aggregator.prototype;

import io.tinyfleet.aggregator.prototype.trained.NetworkState;
import io.tinyfleet.aggregator.prototype.trained.PrototypeTrainer;
import io.tinyfleet.aggregator.prototype.trained.TrainedRound;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.codec.UpdateCodec;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.Mu;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.SharedModel;
import io.tinyfleet.protocol.message.Skipping;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the updates of a round give under a plan. It depends on its arguments alone, not on the order in which updates
 * arrived.
 *
 * @param global to be published, rounded as the plan's encoding rounds: the ledger and the devices have the same
 * @param memory for the next round
 */
public record Combination(GlobalPrototypes global, Memory memory) {
    /**
     * Says before the first round what could not be done after it.
     *
     * @throws IllegalArgumentException if rounds under this plan are more than an aggregator can combine
     */
    public static void requireFeasible(Plan plan) {
        if (plan.method().isTrainedByAggregator()) {
            trainer(plan).initial();
        }
    }

    /**
     * Combines.
     *
     * @param updates in the order of device ids, which is the order of all sums
     * @param holders how many devices are known to hold each class: {@code [K]}
     */
    public static Combination of(
            PlanInForce plan, Memory before, RoundNumber round, SortedMap<DeviceId, Update> updates, int[] holders) {
        SortedMap<DeviceId, SparsePrototypes> uploads = uploads(plan.plan(), before, round, updates);
        TrainedRound trained = train(plan.plan(), before.network(), round, uploads.values());
        GlobalPrototypes prototypes = trained == null
                ? average(plan, uploads.values(), holders)
                : new GlobalPrototypes(plan.hash(), trained.prototypes(), trained.contributors());
        MuControl mu = plan.plan().objective().mu() instanceof Mu.Auto auto
                ? before.mu().after(round, taus(updates), auto)
                : before.mu();
        Memory memory = before.withAccepted(plan.plan(), round, updates);
        return new Combination(
                new GlobalPrototypes(
                        plan.hash(),
                        UpdateCodec.rounded(prototypes.prototypes(), plan.plan()),
                        prototypes.contributors(),
                        mu.mu(),
                        averageModel(updates.values())),
                new Memory(memory.standing(), mu, trained == null ? memory.network() : trained.state()));
    }

    /** What counts of each device: what it sent, and what it left out. */
    private static SortedMap<DeviceId, SparsePrototypes> uploads(
            Plan plan, Memory before, RoundNumber round, SortedMap<DeviceId, Update> updates) {
        SortedMap<DeviceId, SparsePrototypes> uploads = new TreeMap<>();
        Skipping skipping = plan.skipping();
        updates.forEach((device, update) -> uploads.put(
                device,
                skipping == null
                        ? update.prototypes()
                        : before.standing().complete(device, round, update.prototypes(), skipping)));
        return uploads;
    }

    private static GlobalPrototypes average(PlanInForce plan, Collection<SparsePrototypes> uploads, int[] holders) {
        PrototypeSums sums = new PrototypeSums(plan);
        uploads.forEach(sums::add);
        return sums.toGlobal(holders);
    }

    private static @Nullable SharedModel averageModel(Collection<Update> updates) {
        ModelSums sums = new ModelSums();
        updates.stream().map(Update::model).filter(Objects::nonNull).forEach(sums::add);
        return sums.average();
    }

    /** {@code null} where the method trains nothing here. */
    private static @Nullable TrainedRound train(
            Plan plan, @Nullable NetworkState before, RoundNumber round, Collection<SparsePrototypes> uploads) {
        if (!plan.method().isTrainedByAggregator()) {
            return null;
        }
        PrototypeTrainer trainer = trainer(plan);
        return trainer.train(before == null ? trainer.initial() : before, List.copyOf(uploads), round);
    }

    private static PrototypeTrainer trainer(Plan plan) {
        return new PrototypeTrainer(plan.classes(), plan.kept(), PrototypeTrainer.EPOCHS, plan.maskSeed());
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
