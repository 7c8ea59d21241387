package io.tinyfleet.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.agent.checkpoint.Checkpoint;
import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.data.machines.Machines;
import io.tinyfleet.agent.djl.Architecture;
import io.tinyfleet.agent.djl.DjlLearner;
import io.tinyfleet.agent.djl.TrainingSettings;
import io.tinyfleet.agent.session.Progress;
import io.tinyfleet.agent.training.Learner;
import io.tinyfleet.agent.training.ModelState;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Accuracy;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.InitialWeights;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Mu;
import io.tinyfleet.protocol.message.Objective;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.RoundPolicy;
import io.tinyfleet.protocol.message.SharedModel;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What devices send and judge under each method. Machines as data where the model is a real one, else a fake learner. */
class ParticipationMethodsTest {
    private static final int DIMENSIONS = 64;
    private static final RoundNumber SECOND = RoundNumber.FIRST.next();
    private static final SampleShape SHAPE = new SampleShape(1, 4);
    private static final LabelledSamples RED_TWICE_AND_BLUE =
            new LabelledSamples(SHAPE, new float[] {1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 8, 8}, new int[] {0, 0, 2});

    private final Machines machines = new Machines(2, 7);
    private final DeviceData data = machines.load(machines.devices().get(0));
    private final PlanInForce averaging = Plans.inForce(new Plan(
            Method.FEDAVG,
            machines.classNames(),
            MaskScheme.BALANCED.generate(machines.classNames().size(), DIMENSIONS, 2, 1),
            MaskScheme.BALANCED,
            1,
            Plans.small().objective(),
            Aps.MEAN,
            Encoding.F32,
            new RoundPolicy(Duration.ofMinutes(1), 1),
            1e9,
            InitialWeights.COMMON,
            null));

    @Test
    void aloneNothingIsSent() {
        try (Participation participation =
                fake(Plans.with(Method.ALONE, Plans.small().objective()))) {
            Update update = participation.train(RoundNumber.FIRST, null);
            assertThat(update).isEqualTo(new Update(update.plan(), SparsePrototypes.none(2)));
        }
    }

    @Test
    void theLargestTauIsSentWhereTheAggregatorWantsIt() {
        try (Participation participation = fake(Plans.with(Method.TINYPROTO_FP, objective(new Mu.Auto(0.9), 0)))) {
            Update first = participation.train(RoundNumber.FIRST, null);
            assertThat(first.largestTau()).isNull();
            // Own uploads are 2·(2, 3) and 1·(8, 8): with n_ij the ratio is n_ij.
            assertThat(participation.train(SECOND, global(first, null)).largestTau())
                    .isEqualTo(2);
            assertThat(participation.train(SECOND.next(), global(first, 0.25)).largestTau())
                    .isEqualTo(0.5);
        }
        try (Participation participation = fake(Plans.small())) {
            Update first = participation.train(RoundNumber.FIRST, null);
            assertThat(participation.train(SECOND, global(first, null)).largestTau())
                    .isNull();
        }
    }

    /** The fake learner says λ is its pull. */
    @Test
    void thePullWarmsUpFromTheSecondRoundOn() {
        try (Participation participation = fake(Plans.with(Method.TINYPROTO_FP, objective(new Mu.Fixed(1), 2)))) {
            GlobalPrototypes basis = global(participation.train(RoundNumber.FIRST, null), null);
            assertThat(participation
                            .report(RoundNumber.FIRST, participation.judge(RoundNumber.FIRST, basis))
                            .pull())
                    .isZero();
            participation.train(SECOND, basis);
            assertThat(participation
                            .report(SECOND, participation.judge(SECOND, basis))
                            .pull())
                    .isEqualTo(Plans.LAMBDA / 2);
            participation.train(SECOND.next(), basis);
            assertThat(participation
                            .report(SECOND.next(), participation.judge(SECOND.next(), basis))
                            .pull())
                    .isEqualTo(Plans.LAMBDA);
            participation.train(new RoundNumber(100), basis);
            assertThat(participation
                            .report(new RoundNumber(100), participation.judge(new RoundNumber(100), basis))
                            .pull())
                    .isEqualTo(Plans.LAMBDA);
        }
    }

    @Test
    void devicesThatAverageBeginAlikeAndSendModelsWithTheirSamples() {
        try (Participation one = real(1);
                Participation other = real(2)) {
            assertThat(one.train(RoundNumber.FIRST, null)).isNotEqualTo(other.train(RoundNumber.FIRST, null));
        }
        try (Learner one = learner(1);
                Learner other = learner(2)) {
            assertThat(one.state()).isEqualTo(other.state());
        }
        try (Participation one = real(1)) {
            SharedModel sent = model(one.train(RoundNumber.FIRST, null));
            assertThat(sent.samples()).isEqualTo(data.train().size());
            assertThat(sent.toArray())
                    .isEqualTo(one.checkpoint(progress()).model().values());
        }
    }

    @Test
    void theAverageIsJudgedAndTheOwnModelStaysAsItIs() {
        try (Participation one = real(1);
                Participation other = real(2);
                Participation averaged = real(3)) {
            GlobalPrototypes global =
                    averageOf(one.train(RoundNumber.FIRST, null), other.train(RoundNumber.FIRST, null));
            ModelState before = one.checkpoint(progress()).model();

            Accuracy accuracy = one.judge(RoundNumber.FIRST, global).on(data.test());

            assertThat(one.checkpoint(progress()).model()).isEqualTo(before);
            averaged.resume(keptWith(one, model(global).toArray()));
            assertThat(accuracy.globalPrototype())
                    .isEqualTo(averaged.judge(RoundNumber.FIRST, global)
                            .on(data.test())
                            .head());
            assertThat(one.report(RoundNumber.FIRST, one.judge(RoundNumber.FIRST, global))
                            .accuracy())
                    .isEqualTo(accuracy);
        }
    }

    @Test
    void theNextRoundGoesOnFromTheAverage() {
        try (Participation one = real(1);
                Participation other = real(2);
                Participation again = real(1)) {
            GlobalPrototypes global =
                    averageOf(one.train(RoundNumber.FIRST, null), other.train(RoundNumber.FIRST, null));
            again.resume(keptWith(one, model(global).toArray()));
            GlobalPrototypes nothing = global(SparsePrototypes.none(2), null);
            assertThat(one.train(SECOND, global)).isEqualTo(again.train(SECOND, nothing));
        }
    }

    @Test
    void anAverageOfAnotherArchitectureIsNeitherTakenOverNorJudged() {
        try (Participation one = real(1);
                Participation same = real(1)) {
            one.train(RoundNumber.FIRST, null);
            same.train(RoundNumber.FIRST, null);
            GlobalPrototypes foreign = new GlobalPrototypes(
                    averaging.hash(), SparsePrototypes.none(2), List.of(), null, new SharedModel(9, new float[3]));
            assertThat(one.judge(RoundNumber.FIRST, foreign).on(data.test()).globalPrototype())
                    .isNull();
            assertThat(one.train(SECOND, foreign)).isEqualTo(same.train(SECOND, null));
        }
    }

    /** Killed after round 1, and trained on in round 2: as if nothing had happened. */
    @Test
    void aDeviceThatResumesGoesOnWithTheSameBits() {
        try (Participation one = real(1);
                Participation again = real(1)) {
            GlobalPrototypes global = averageOf(one.train(RoundNumber.FIRST, null));
            again.resume(one.checkpoint(progress()));
            assertThat(again.train(SECOND, global)).isEqualTo(one.train(SECOND, global));
        }
    }

    private Participation real(long seed) {
        return new Participation(
                averaging,
                data,
                DjlLearner.factory(Architecture.MLP, data.train().shape(), TrainingSettings.DEFAULT, seed));
    }

    private Learner learner(long seed) {
        return DjlLearner.factory(Architecture.MLP, data.train().shape(), TrainingSettings.DEFAULT, seed)
                .create(DIMENSIONS, 3, OptionalLong.of(averaging.plan().maskSeed()));
    }

    private static Participation fake(Plan plan) {
        return new Participation(
                Plans.inForce(plan),
                new DeviceData(RED_TWICE_AND_BLUE, RED_TWICE_AND_BLUE),
                (dimensions, classes, commonSeed) -> new FakeLearner(classes));
    }

    private static Objective objective(Mu mu, int warmUp) {
        return new Objective(Plans.LAMBDA, mu, OffMask.ZERO, null, null, warmUp);
    }

    private Progress progress() {
        return new Progress(averaging.hash(), RoundNumber.FIRST, null);
    }

    /** What was kept, but for the weights. */
    private Checkpoint keptWith(Participation participation, float[] weights) {
        Checkpoint kept = participation.checkpoint(progress());
        return new Checkpoint(
                kept.progress(), new ModelState(kept.model().epochs(), weights), kept.losses(), kept.training());
    }

    private GlobalPrototypes averageOf(Update... updates) {
        float[] sums = model(updates[0]).toArray();
        for (int i = 0; i < sums.length; i++) {
            float sum = 0;
            for (Update update : updates) {
                sum += model(update).value(i);
            }
            sums[i] = sum / updates.length;
        }
        return new GlobalPrototypes(
                averaging.hash(), SparsePrototypes.none(2), List.of(), null, new SharedModel(100, sums));
    }

    private static SharedModel model(Update update) {
        return Objects.requireNonNull(update.model());
    }

    private static SharedModel model(GlobalPrototypes global) {
        return Objects.requireNonNull(global.model());
    }

    private static GlobalPrototypes global(Update update, @Nullable Double mu) {
        return global(update.prototypes(), mu);
    }

    private static GlobalPrototypes global(SparsePrototypes prototypes, @Nullable Double mu) {
        return new GlobalPrototypes(
                Plans.inForce(Plans.small()).hash(),
                prototypes,
                Collections.nCopies(prototypes.classes().size(), 1),
                mu,
                null);
    }
}
