package io.tinyfleet.agent;

import io.tinyfleet.agent.checkpoint.Checkpoint;
import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.prototype.CombinedRule;
import io.tinyfleet.agent.prototype.GlobalTargets;
import io.tinyfleet.agent.prototype.LocalPrototypes;
import io.tinyfleet.agent.prototype.Uploads;
import io.tinyfleet.agent.sensor.Prediction;
import io.tinyfleet.agent.sensor.Window;
import io.tinyfleet.agent.session.Progress;
import io.tinyfleet.agent.training.EpochLosses;
import io.tinyfleet.agent.training.LearnerFactory;
import io.tinyfleet.agent.training.Targets;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.InitialWeights;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Mu;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Report;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A device's model under one plan, and what its last epoch left behind. Used by one thread, {@link #giveUp} excepted. */
final class Participation implements AutoCloseable {
    private final PlanInForce inForce;
    private final DeviceData data;
    private final Trainee trainee;
    private final Uploads uploads;
    private Trainee.@Nullable Epoch lastEpoch;
    private Duration lastTraining = Duration.ZERO;
    /** What the model was last trained towards or judged beside. */
    private @Nullable GlobalPrototypes newest;

    Participation(PlanInForce inForce, DeviceData data, LearnerFactory models) {
        this.inForce = inForce;
        this.data = data;
        Plan plan = inForce.plan();
        OptionalLong commonSeed = plan.initialWeights() == InitialWeights.COMMON
                ? OptionalLong.of(plan.maskSeed())
                : OptionalLong.empty();
        trainee = new Trainee(data, models, plan.classes(), plan.dimensions(), commonSeed);
        uploads = new Uploads(plan);
    }

    /** Goes on with a model that was kept under the same plan. */
    void resume(Checkpoint kept) {
        trainee.learner().restore(kept.model());
        lastEpoch = trainee.after(kept.losses());
        lastTraining = kept.training();
    }

    /** The model as the last epoch left it. */
    Checkpoint checkpoint(Progress progress) {
        return new Checkpoint(
                progress,
                trainee.learner().state(),
                requireEpoch(progress.trained()).losses(),
                lastTraining);
    }

    boolean hasSamples() {
        return trainee.hasSamples();
    }

    /** How long the last epoch took, prototypes included. */
    Duration lastTraining() {
        return lastTraining;
    }

    DeviceStatus birth(String software) {
        return new DeviceStatus.Online(
                inForce.hash(), software, trainee.learner().name(), trainee.classesHeld());
    }

    Plan plan() {
        return inForce.plan();
    }

    /**
     * From now on trains on these windows too; those of classes that the plan does not have are left out.
     *
     * @return whether the device now holds other classes than before
     */
    boolean learnAlsoFrom(List<Window> windows) {
        List<Window> usable = windows.stream()
                .filter(window -> plan().classNames().contains(window.label()))
                .toList();
        FloatBuffer values =
                FloatBuffer.allocate(usable.size() * data.train().shape().values());
        usable.forEach(window -> values.put(window.values()));
        int[] labels = usable.stream()
                .mapToInt(window -> plan().classNames().indexOf(window.label()))
                .toArray();
        ClassSet before = trainee.classesHeld();
        trainee.learnAlsoFrom(
                data.scale().applyTo(new LabelledSamples(data.train().shape(), values.array(), labels)));
        return !trainee.classesHeld().equals(before);
    }

    /** What all rules together make of a window, with the last epoch's prototypes; empty before the first. */
    Optional<Prediction> predict(Window window) {
        if (lastEpoch == null) {
            return Optional.empty();
        }
        LabelledSamples sample =
                data.scale().applyTo(new LabelledSamples(data.train().shape(), window.values(), new int[1]));
        LocalPrototypes own = lastEpoch.prototypes();
        CombinedRule.Choice choice =
                trainee.predict(sample, own, newest == null ? null : GlobalTargets.of(plan(), newest, own));
        return Optional.of(new Prediction(plan().classNames().get(choice.cls()), choice.margin()));
    }

    /**
     * Trains one epoch and gives what the device sends.
     *
     * @param basis {@code null} to train with the cross-entropy alone
     */
    Update train(RoundNumber round, @Nullable GlobalPrototypes basis) {
        long startNs = System.nanoTime();
        newest = basis;
        if (basis != null && basis.model() != null) {
            trainee.takeOver(basis.model());
        }
        Trainee.Epoch epoch = trainee.train(targets(round, basis));
        lastTraining = Duration.ofNanos(System.nanoTime() - startNs);
        requireFinite(epoch.losses());
        lastEpoch = epoch;
        return update(round, epoch, basis);
    }

    private Targets targets(RoundNumber round, @Nullable GlobalPrototypes basis) {
        double weight = plan().objective().weight(round);
        if (basis == null || weight == 0 || plan().method().pull() == Method.Pull.NONE) {
            return Targets.none(plan().classes(), plan().dimensions());
        }
        LocalPrototypes own = lastEpoch == null ? trainee.prototypes() : lastEpoch.prototypes();
        return GlobalTargets.of(plan(), basis, own).forTraining(weight);
    }

    private Update update(RoundNumber round, Trainee.Epoch epoch, @Nullable GlobalPrototypes basis) {
        SparsePrototypes nothing = SparsePrototypes.none(plan().kept());
        return switch (plan().method().exchange()) {
            case NOTHING -> new Update(inForce.hash(), nothing);
            case MODEL -> new Update(inForce.hash(), nothing, null, trainee.sharedModel());
            case PROTOTYPES ->
                new Update(
                        inForce.hash(),
                        uploads.of(round, epoch.prototypes().upload(plan().masks(), plan().aps())),
                        basis != null && plan().objective().mu() instanceof Mu.Auto
                                ? GlobalTargets.largestTauToReport(plan(), basis, epoch.prototypes())
                                : null,
                        null);
        };
    }

    /** The aggregator accepted the update of a round. */
    void accepted(RoundNumber round) {
        uploads.accepted(round);
    }

    /** A strong pull to large targets can blow a model up (method: known weaknesses). */
    private static void requireFinite(EpochLosses losses) {
        if (!Double.isFinite(losses.crossEntropy()) || !Double.isFinite(losses.pull())) {
            throw new ArithmeticException("training has diverged (cross-entropy " + losses.crossEntropy() + ", pull "
                    + losses.pull() + "): a smaller lambda or mu is needed");
        }
    }

    /** The model after the epoch of {@code round}, beside what that round gave. */
    Verdict judge(RoundNumber round, GlobalPrototypes global) {
        LocalPrototypes own = requireEpoch(round).prototypes();
        newest = global;
        return new Verdict(trainee, own, GlobalTargets.of(plan(), global, own), global.model(), plan().masks());
    }

    /** What to tell of {@code round}. */
    Report report(RoundNumber round, Verdict verdict) {
        EpochLosses losses = requireEpoch(round).losses();
        return new Report(
                inForce.hash(),
                round,
                verdict.on(data.test()),
                data.test().size(),
                losses.crossEntropy(),
                losses.pull(),
                verdict.taus().values().stream().max(Double::compare).orElse(null),
                lastTraining.toMillis(),
                ResidentMemory.bytes());
    }

    private Trainee.Epoch requireEpoch(RoundNumber round) {
        if (lastEpoch == null) {
            throw new IllegalStateException("round " + round + " was never trained: this is a bug");
        }
        return lastEpoch;
    }

    /** Gives up the epoch that runs; called by any thread. */
    void giveUp() {
        trainee.learner().stop();
    }

    @Override
    public void close() {
        trainee.close();
    }
}
