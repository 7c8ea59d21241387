package io.tinyfleet.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.machines.Machines;
import io.tinyfleet.agent.djl.Architecture;
import io.tinyfleet.agent.djl.DjlLearner;
import io.tinyfleet.agent.djl.TrainingSettings;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.codec.UpdateCodec;
import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Report;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A fleet of one machine with a real model, d = 64 and s = 8. */
class ParticipationTest {
    private static final int DIMENSIONS = 64;
    private static final int KEPT = 8;
    private static final double MU = 0.02;
    private static final RoundNumber SECOND = RoundNumber.FIRST.next();

    private final Machines machines = new Machines(1, 7);
    private final DeviceData data = machines.load(machines.devices().get(0));
    private final PlanInForce plan = Plans.inForce(Plans.plan(
            machines.classNames(),
            MaskScheme.BALANCED.generate(machines.classNames().size(), DIMENSIONS, KEPT, 1),
            MU,
            OffMask.ZERO,
            1));

    /** The updates' payloads and the reports of two rounds. */
    private record Course(List<List<Byte>> updates, List<Report> reports) {}

    @Test
    void twoRoundsOfARealModelGiveReportsThatMakeSense() {
        List<Report> reports = course(1).reports();
        assertThat(reports).hasSize(2).allSatisfy(report -> {
            assertThat(report.accuracy().localPrototype()).isBetween(0.0, 1.0);
            assertThat(report.accuracy().globalPrototype()).isNotNull().isBetween(0.0, 1.0);
            assertThat(report.accuracy().head()).isBetween(0.0, 1.0);
            assertThat(report.accuracy().combined()).isBetween(0.0, 1.0);
            assertThat(report.testSamples()).isEqualTo(data.test().size());
            assertThat(report.crossEntropy()).isPositive();
            assertThat(report.largestTau()).isNotNull().isPositive();
        });
        assertThat(reports.get(0).pull()).as("without targets yet").isZero();
        assertThat(reports.get(1).pull()).isPositive();
        assertThat(reports.get(1).crossEntropy()).isLessThan(reports.get(0).crossEntropy());
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() {
        List<List<Byte>> updates = course(1).updates();
        assertThat(updates.get(0)).isNotEqualTo(updates.get(1));
        assertThat(course(1).updates()).isEqualTo(updates);
        assertThat(course(2).updates()).isNotEqualTo(updates);
    }

    @Test
    void birthNamesTheModelAndTheClassesThatAreTrained() {
        try (Participation participation = participation(1)) {
            DeviceStatus.Online birth = (DeviceStatus.Online) participation.birth("software");
            assertThat(birth.plan()).isEqualTo(plan.hash());
            assertThat(birth.agent()).isEqualTo("software");
            assertThat(birth.model()).isEqualTo("mlp");
            assertThat(birth.classesHeld())
                    .isEqualTo(participation
                            .train(RoundNumber.FIRST, null)
                            .prototypes()
                            .classes());
        }
    }

    @Test
    void aRoundThatWasNeverTrainedCannotBeJudged() {
        try (Participation participation = participation(1)) {
            Update update = participation.train(RoundNumber.FIRST, null);
            try (Participation another = participation(1)) {
                assertThatIllegalStateException()
                        .isThrownBy(() ->
                                another.report(RoundNumber.FIRST, another.judge(RoundNumber.FIRST, meanOf(update))))
                        .withMessage("round 1 was never trained: this is a bug");
            }
        }
    }

    private Course course(long seed) {
        try (Participation participation = participation(seed)) {
            Update first = participation.train(RoundNumber.FIRST, null);
            Report firstReport =
                    participation.report(RoundNumber.FIRST, participation.judge(RoundNumber.FIRST, meanOf(first)));
            Update second = participation.train(SECOND, meanOf(first));
            Report secondReport = participation.report(SECOND, participation.judge(SECOND, meanOf(second)));
            return new Course(List.of(bytes(first), bytes(second)), List.of(firstReport, secondReport));
        }
    }

    private Participation participation(long seed) {
        return new Participation(
                plan, data, DjlLearner.factory(Architecture.MLP, data.train().shape(), TrainingSettings.DEFAULT, seed));
    }

    /** The mean over a fleet of one. */
    private GlobalPrototypes meanOf(Update update) {
        SparsePrototypes mean = update.prototypes();
        return new GlobalPrototypes(
                plan.hash(), mean, Collections.nCopies(mean.classes().size(), 1));
    }

    private List<Byte> bytes(Update update) {
        List<Byte> bytes = new ArrayList<>();
        for (byte value : UpdateCodec.encode(update, plan.plan())) {
            bytes.add(value);
        }
        return bytes;
    }
}
