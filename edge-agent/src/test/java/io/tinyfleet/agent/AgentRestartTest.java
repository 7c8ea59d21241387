package io.tinyfleet.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tinyfleet.agent.checkpoint.CheckpointFile;
import io.tinyfleet.agent.checkpoint.Checkpoints;
import io.tinyfleet.agent.checkpoint.Provenance;
import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.sensor.SampleStore;
import io.tinyfleet.agent.sensor.SensorId;
import io.tinyfleet.agent.sensor.Window;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.mqtt.testing.FakeLink;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.codec.PlanCodec;
import io.tinyfleet.protocol.codec.RoundCodec;
import io.tinyfleet.protocol.codec.StatusCodec;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One device in several lives; the test is the broker and the aggregator. */
@Timeout(30)
class AgentRestartTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final FleetId FLEET = new FleetId("yard");
    private static final DeviceId DEVICE = new DeviceId("gw-17");
    private static final Topics TOPICS = new Topics(FLEET);
    private static final PlanInForce PLAN = Plans.inForce(Plans.small());
    private static final SampleShape SHAPE = new SampleShape(1, 4);
    private static final DeviceData DATA = new DeviceData(
            new LabelledSamples(SHAPE, new float[] {1, 2, 0, 0, 0, 0, 8, 8}, new int[] {0, 2}),
            new LabelledSamples(SHAPE, new float[] {2, 3, 0, 0}, new int[] {0}));

    @TempDir
    private Path folder;

    private final Queue<FakeLearner> learners = new ConcurrentLinkedQueue<>();

    @Test
    void whatIsOwedIsSentAgainAndNotTrainedAgain() throws Exception {
        Publication first;
        FakeLink before = new FakeLink();
        try (Agent agent = agent(before)) {
            join(agent, before);
            before.deliver(TOPICS.round(), announcement(1));
            first = before.next();
            assertThat(first.topic()).isEqualTo(TOPICS.update(RoundNumber.FIRST, DEVICE));
        }
        FakeLink after = new FakeLink();
        try (Agent agent = agent(after)) {
            join(agent, after);
            after.deliver(TOPICS.round(), announcement(1));
            Publication again = after.next();
            assertThat(again.topic()).isEqualTo(first.topic());
            assertThat(again.payload()).isEqualTo(first.payload());
        }
        assertThat(learners).hasSize(2).allSatisfy(learner -> assertThat(learner.epochs())
                .as("the second has the epoch of the first")
                .isEqualTo(1));
    }

    @Test
    void whatCannotBeKeptIsNotSent() throws Exception {
        FakeLink link = new FakeLink();
        try (Agent agent = agent(link)) {
            join(agent, link);
            Files.createDirectories(folder.resolve("checkpoint.new/full"));
            link.deliver(TOPICS.round(), announcement(1));
            assertThatThrownBy(() -> agent.ended().get(10, TimeUnit.SECONDS))
                    .hasMessageContaining(folder.resolve("checkpoint") + ": cannot be written");
            assertThat(link.saidAll()).isTrue();
        }
    }

    @Test
    void closingGivesUpTheEpochThatRuns() throws Exception {
        FakeLink link = new FakeLink();
        try (Agent agent = agent(link)) {
            join(agent, link);
            FakeLearner learner = learners.element();
            learner.whileTraining(() -> {
                Thread closing = new Thread(agent::close);
                closing.start();
                await().until(learner::isStopped);
            });
            link.deliver(TOPICS.round(), announcement(1));
            agent.ended().get(10, TimeUnit.SECONDS);
        }
        assertThat(folder.resolve("checkpoint")).doesNotExist();
    }

    @Test
    void aWindowOfAnotherShapeIsNotPredictedAndHarmsNobody() throws Exception {
        FakeLink link = new FakeLink();
        try (Agent agent = agent(link)) {
            join(agent, link);
            Window wrong = new Window(new SensorId("m1"), 0, new float[5], null);
            assertThatThrownBy(() -> agent.predictor().predict(wrong).get(10, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a window has 5 values, but the model takes 4");
            assertThat(agent.ended()).isNotDone();
        }
    }

    @Test
    void aDeviceWithoutSamplesComesOnlineOnceASensorHasLabelledSome() throws Exception {
        LabelledSamples nothing = new LabelledSamples(SHAPE, new float[0], new int[0]);
        Queue<Window> labelled = new ConcurrentLinkedQueue<>();
        SampleStore store = new SampleStore() {
            @Override
            public void add(List<Window> windows) {
                labelled.addAll(windows);
            }

            @Override
            public List<Window> windows() {
                return List.copyOf(labelled);
            }
        };
        FakeLink link = new FakeLink();
        try (Agent agent = agent(link, new DeviceData(nothing, nothing), new Storage(Checkpoints.NONE, store))) {
            agent.start();
            link.connect();
            link.deliver(TOPICS.plan(), PlanCodec.encode(PLAN.plan()));
            link.deliver(TOPICS.round(), announcement(1));
            await().until(() -> !learners.isEmpty());

            store.add(List.of(new Window(new SensorId("m1"), 0, new float[] {1, 2, 3, 4}, "green")));
            assertThat(StatusCodec.decode(link.next().payload(), PLAN))
                    .isEqualTo(new DeviceStatus.Online(PLAN.hash(), "tinyfleet-agent/0.1", "fake", ClassSet.of(1)));
            assertThat(link.next().topic()).isEqualTo(TOPICS.update(RoundNumber.FIRST, DEVICE));
        }
    }

    private Agent agent(FakeLink link) throws Exception {
        Provenance ours = new Provenance(FLEET, DEVICE, "fake", SHAPE);
        return agent(link, DATA, new Storage(CheckpointFile.open(folder, ours), SampleStore.NONE));
    }

    private Agent agent(FakeLink link, DeviceData data, Storage storage) {
        return new Agent(
                FLEET,
                DEVICE,
                Plans.TERMS,
                data,
                (dimensions, classes, commonSeed) -> {
                    FakeLearner learner = new FakeLearner(classes);
                    learners.add(learner);
                    return learner;
                },
                link,
                () -> NOW,
                storage,
                AgentObserver.NONE);
    }

    private static void join(Agent agent, FakeLink link) throws Exception {
        agent.start();
        link.connect();
        link.deliver(TOPICS.plan(), PlanCodec.encode(PLAN.plan()));
        assertThat(link.next().topic()).isEqualTo(TOPICS.status(DEVICE));
    }

    private static byte[] announcement(int round) {
        return RoundCodec.encode(new RoundAnnouncement(
                PLAN.hash(), new RoundNumber(round), RoundPhase.OPEN, RoundNumber.NONE, NOW, NOW.plusSeconds(60), ""));
    }
}
