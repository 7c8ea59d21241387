package io.tinyfleet.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.training.Learner;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.mqtt.loop.EventLoop;
import io.tinyfleet.mqtt.testing.FakeLink;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.codec.DecodeException;
import io.tinyfleet.protocol.codec.GlobalPrototypesCodec;
import io.tinyfleet.protocol.codec.PlanCodec;
import io.tinyfleet.protocol.codec.ReceiptCodec;
import io.tinyfleet.protocol.codec.ReportCodec;
import io.tinyfleet.protocol.codec.RoundCodec;
import io.tinyfleet.protocol.codec.StatusCodec;
import io.tinyfleet.protocol.codec.UpdateCodec;
import io.tinyfleet.protocol.message.Accuracy;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.Report;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import io.tinyfleet.protocol.message.SparsePrototypes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** The test is the broker and the aggregator. */
@Timeout(30)
class AgentTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final DeviceId DEVICE = new DeviceId("gw-17");
    private static final Topics TOPICS = new Topics(new FleetId("yard"));
    private static final PlanInForce PLAN = Plans.inForce(Plans.small());
    private static final SampleShape SHAPE = new SampleShape(1, 4);

    /** Red twice and blue once; what is to be predicted is red once right and blue once as red. */
    private static final DeviceData DATA = new DeviceData(
            new LabelledSamples(SHAPE, new float[] {1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 8, 8}, new int[] {0, 0, 2}),
            new LabelledSamples(SHAPE, new float[] {2, 3, 0, 0, 3, 3, 0, 0}, new int[] {0, 2}));

    /** The sums of red on {0, 1} and of blue on {2, 3}. */
    private static final SparsePrototypes UPLOAD = new SparsePrototypes(ClassSet.of(0, 2), 2, new float[] {4, 6, 8, 8});

    private final FakeLink link = new FakeLink();
    private final Queue<FakeLearner> learners = new ConcurrentLinkedQueue<>();
    private volatile @Nullable RuntimeException noMoreModels;
    private final Agent agent =
            new Agent(new FleetId("yard"), DEVICE, Plans.TERMS, DATA, this::learner, link, () -> NOW);

    private Learner learner(int dimensions, int classes, OptionalLong commonSeed) {
        RuntimeException failure = noMoreModels;
        if (failure != null) {
            throw failure;
        }
        FakeLearner learner = new FakeLearner(classes);
        learners.add(learner);
        return learner;
    }

    @BeforeEach
    void start() {
        agent.start();
        link.connect();
    }

    @AfterEach
    void close() {
        agent.close();
    }

    @Test
    void atAPlanTheAgentComesOnline() throws Exception {
        deliver(PLAN);
        expectBirth(PLAN);
    }

    @Test
    void whatWasHeardIsAcknowledgedAndWhatWasNotIsNot() throws Exception {
        Queue<String> given = new ConcurrentLinkedQueue<>();
        link.deliver(TOPICS.plan(), PlanCodec.encode(PLAN.plan()), () -> given.add("heard"));
        expectBirth(PLAN);
        agent.close();

        link.deliver(TOPICS.plan(), PlanCodec.encode(PLAN.plan()), () -> given.add("not heard"));

        assertThat(given).containsExactly("heard");
    }

    @Test
    void atARoundTheAgentTrainsAndSendsItsUpdate() throws Exception {
        deliver(PLAN);
        expectBirth(PLAN);
        deliverOpen(1, 0);
        expectUpdate(1);
    }

    @Test
    void atGlobalPrototypesTheAgentReports() throws Exception {
        trainRound1();
        deliverGlobal(1);
        Report report = expectReport();
        assertThat(report.round()).isEqualTo(RoundNumber.FIRST);
        assertThat(report.accuracy()).isEqualTo(new Accuracy(0.5, 0.5, 0.5, 0.5));
        assertThat(report.testSamples()).isEqualTo(2);
        assertThat(report.crossEntropy()).isEqualTo(1);
        assertThat(report.pull()).isZero();
        // red: ‖0.5 · (2, 3)‖ / ‖(2, 3)‖
        assertThat(report.largestTau()).isEqualTo(0.5);
        deliverOpen(2, 1);
        expectUpdate(2);
        deliverGlobal(2);
        Report second = expectReport();
        assertThat(second.crossEntropy()).isEqualTo(0.5);
        assertThat(second.pull()).as("with targets now").isEqualTo(Plans.LAMBDA);
        assertThat(learners).hasSize(1);
    }

    @Test
    void afterAReconnectBirthAndUpdateComeAgain() throws Exception {
        trainRound1();
        link.disconnect();
        link.connect();
        expectBirth(PLAN);
        expectUpdate(1);
    }

    @Test
    void anUpdateTrainedWhileOfflineGoesOutOnceConnected() throws Exception {
        link.disconnect();
        deliver(PLAN);
        deliverOpen(1, 0);
        await().until(() -> !learners.isEmpty() && learners.element().epochs() == 1);
        link.connect();
        expectBirth(PLAN);
        expectUpdate(1);
        assertThat(link.saidAll()).isTrue();
    }

    @Test
    void aRejectedUpdateIsNotSentAgain() throws Exception {
        trainRound1();
        deliver(Receipt.rejected(PLAN.hash(), RoundNumber.FIRST, Rejection.LATE, "round 1 is over"));
        link.disconnect();
        link.connect();
        expectBirth(PLAN);
        deliverGlobal(1);
        expectReport();
        assertThat(link.saidAll()).isTrue();
    }

    @Test
    void anAcceptedUpdateIsNotSentAgain() throws Exception {
        trainRound1();
        deliver(Receipt.accepted(PLAN.hash(), RoundNumber.FIRST));
        link.disconnect();
        link.connect();
        expectBirth(PLAN);
        deliverGlobal(1);
        expectReport();
        assertThat(link.saidAll()).isTrue();
    }

    @Test
    void roundsThatPassWhileASlowDeviceTrainsAreSkipped() throws Exception {
        deliver(PLAN);
        expectBirth(PLAN);
        learners.element().whileTraining(() -> {
            deliverGlobal(1);
            deliverOpen(2, 1);
            deliverGlobal(2);
            deliverOpen(3, 2);
        });
        deliverOpen(1, 0);
        expectUpdate(3);
        assertThat(learners.element().epochs()).isEqualTo(2);
    }

    @Test
    void whatWasTrainedUnderAPlanThatIsGoneIsDropped() throws Exception {
        PlanInForce another = Plans.inForce(Plans.another());
        deliver(PLAN);
        expectBirth(PLAN);
        learners.element().whileTraining(() -> deliver(another));
        deliverOpen(1, 0);
        expectBirth(another);
        agent.close();
        assertThat(link.next().topic()).isEqualTo(TOPICS.status(DEVICE));
        assertThat(agent.ended()).isCompleted();
    }

    @Test
    void anotherPlanMeansANewModel() throws Exception {
        trainRound1();
        PlanInForce another = Plans.inForce(Plans.another());
        deliver(another);
        expectBirth(another);
        assertThat(learners).hasSize(2);
        assertThat(learners.element().closedBy()).isEqualTo("agent-gw-17");
    }

    @Test
    void closingSaysGoodbyeAndFreesTheModelOnTheAgentsThread() throws Exception {
        trainRound1();
        agent.close();
        Publication goodbye = link.next();
        assertThat(goodbye.topic()).isEqualTo(TOPICS.status(DEVICE));
        assertThat(StatusCodec.decode(goodbye.payload(), PLAN)).isEqualTo(new DeviceStatus.Offline());
        assertThat(link.isClosed()).isTrue();
        assertThat(agent.ended()).isCompleted();
        assertThat(learners.element().closedBy()).isEqualTo("agent-gw-17");
    }

    @Test
    void anAgentMayBeClosedBeforeItKnowsAPlan() {
        agent.close();
        assertThat(agent.ended()).isCompleted();
        assertThat(learners).isEmpty();
    }

    @Test
    void aFailureInTrainingEndsTheAgentExceptionallyAndFreesTheModel() throws Exception {
        deliver(PLAN);
        expectBirth(PLAN);
        RuntimeException failure = new IllegalStateException("made up");
        learners.element().failWith(failure);
        quietly(() -> {
            deliverOpen(1, 0);
            expectEndBecauseOf(failure);
        });
        assertThat(learners.element().closedBy()).isEqualTo("agent-gw-17");
    }

    @Test
    void aModelThatDivergesEndsTheAgentWithAdvice() throws Exception {
        deliver(PLAN);
        expectBirth(PLAN);
        learners.element().diverge();
        quietly(() -> {
            deliverOpen(1, 0);
            assertThatThrownBy(() -> agent.ended().get(10, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("a smaller lambda or mu is needed");
        });
    }

    @Test
    void aModelThatCannotBeMadeEndsTheAgentWithTheOldOneFreedOnce() throws Exception {
        deliver(PLAN);
        expectBirth(PLAN);
        RuntimeException failure = new IllegalArgumentException("no such model");
        noMoreModels = failure;
        quietly(() -> {
            deliver(Plans.inForce(Plans.another()));
            expectEndBecauseOf(failure);
        });
        assertThat(failure).hasNoSuppressedExceptions();
        assertThat(learners.element().closedBy()).isEqualTo("agent-gw-17");
    }

    private void expectEndBecauseOf(RuntimeException failure) {
        assertThatThrownBy(() -> agent.ended().get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCause(failure);
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Keeps an expected failure out of the build's output. */
    private static void quietly(Step step) throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(EventLoop.class);
        logger.setLevel(Level.OFF);
        try {
            step.run();
        } finally {
            logger.setLevel(null);
        }
    }

    private void trainRound1() throws Exception {
        deliver(PLAN);
        expectBirth(PLAN);
        deliverOpen(1, 0);
        expectUpdate(1);
    }

    private void deliver(PlanInForce plan) {
        link.deliver(TOPICS.plan(), PlanCodec.encode(plan.plan()));
    }

    private void deliver(Receipt receipt) {
        link.deliver(TOPICS.receipt(DEVICE), ReceiptCodec.encode(receipt));
    }

    private void deliver(RoundAnnouncement announcement) {
        link.deliver(TOPICS.round(), RoundCodec.encode(announcement));
    }

    private void deliverOpen(int round, int basis) {
        deliver(announcement(round, basis, PLAN));
    }

    private static RoundAnnouncement announcement(int round, int basis, PlanInForce plan) {
        return new RoundAnnouncement(
                plan.hash(),
                new RoundNumber(round),
                RoundPhase.OPEN,
                new RoundNumber(basis),
                NOW,
                NOW.plusSeconds(60),
                "");
    }

    /** Red at its own mean, (2, 3). */
    private void deliverGlobal(int round) {
        GlobalPrototypes global = new GlobalPrototypes(
                PLAN.hash(), new SparsePrototypes(ClassSet.of(0), 2, new float[] {2, 3}), List.of(1));
        link.deliver(TOPICS.global(new RoundNumber(round)), GlobalPrototypesCodec.encode(global, PLAN.plan()));
    }

    private void expectBirth(PlanInForce plan) throws InterruptedException, DecodeException {
        Publication birth = link.next();
        assertThat(birth.topic()).isEqualTo(TOPICS.status(DEVICE));
        assertThat(StatusCodec.decode(birth.payload(), plan))
                .isEqualTo(new DeviceStatus.Online(plan.hash(), "tinyfleet-agent/0.1", "fake", ClassSet.of(0, 2)));
    }

    private void expectUpdate(int round) throws InterruptedException, DecodeException {
        assertIsUpdate(link.next(), round);
    }

    private static void assertIsUpdate(Publication update, int round) throws DecodeException {
        assertThat(update.topic()).isEqualTo(TOPICS.update(new RoundNumber(round), DEVICE));
        assertThat(UpdateCodec.decode(update.payload(), PLAN).prototypes()).isEqualTo(UPLOAD);
        assertThat(update.expiry()).isEqualTo(Duration.ofSeconds(60));
    }

    private Report expectReport() throws InterruptedException, DecodeException {
        Publication report = link.next();
        assertThat(report.topic()).isEqualTo(TOPICS.report(DEVICE));
        return ReportCodec.decode(report.payload(), PLAN.hash());
    }
}
