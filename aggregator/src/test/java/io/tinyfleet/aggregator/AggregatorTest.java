package io.tinyfleet.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.aggregator.round.Ledger;
import io.tinyfleet.aggregator.round.RoundSettings;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.mqtt.testing.FakeLink;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.codec.GlobalPrototypesCodec;
import io.tinyfleet.protocol.codec.PlanCodec;
import io.tinyfleet.protocol.codec.ReceiptCodec;
import io.tinyfleet.protocol.codec.ReportCodec;
import io.tinyfleet.protocol.codec.RoundCodec;
import io.tinyfleet.protocol.codec.StatusCodec;
import io.tinyfleet.protocol.codec.UpdateCodec;
import io.tinyfleet.protocol.message.Accuracy;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.Report;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import io.tinyfleet.protocol.message.RoundPolicy;
import io.tinyfleet.protocol.message.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The test is the broker and the devices. */
@Timeout(30)
class AggregatorTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final FleetId FLEET = new FleetId("yard");
    private static final Topics TOPICS = new Topics(FLEET);
    private static final DeviceId ONE = new DeviceId("gw-1");
    private static final DeviceId OTHER = new DeviceId("gw-2");
    private static final PlanInForce PLAN = Plans.plan(3, 2, Aps.MEAN, new RoundPolicy(Duration.ofMinutes(5), 2), 1e9);

    private final FakeLink link = new FakeLink();
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final Aggregator aggregator = new Aggregator(
            FLEET,
            PLAN.plan(),
            new RoundSettings(2, 0, new RoundNumber(2)),
            Ledger.FORGETFUL,
            link,
            () -> NOW,
            new Seen(seen));

    @BeforeEach
    void start() throws Exception {
        aggregator.start();
        link.connect();
        expectPlan();
    }

    @AfterEach
    void close() {
        aggregator.close();
    }

    @Test
    void fleetIsLedThroughItsRounds() throws Exception {
        completeRound1();

        send(OTHER, 2, 1, 1);
        expectReceipt(OTHER, null);
        send(ONE, 2, 3, 3);
        expectReceipt(ONE, null);
        expectGlobal(2, 2, 2);
        expectCleared(1);
        expectRound(2, RoundPhase.PUBLISHED, 2);
        assertThat(link.saidAll()).isTrue();
    }

    @Test
    void everythingRetainedComesAgainAfterAReconnect() throws Exception {
        completeRound1();

        link.disconnect();
        link.connect();

        expectPlan();
        expectGlobal(1, 3, 4);
        expectRound(2, RoundPhase.OPEN, 1);
    }

    @Test
    void whatIsNoUpdateIsAnsweredWithTheReason() throws Exception {
        bringBothOnline();
        expectRound(1, RoundPhase.OPEN, 0);

        link.deliver(TOPICS.update(RoundNumber.FIRST, ONE), new byte[] {1, 2, 3});

        expectReceipt(ONE, Rejection.MALFORMED);
    }

    @Test
    void nonsenseElsewhereIsIgnored() throws Exception {
        link.deliver(TOPICS.status(ONE), new byte[] {1, 2, 3});
        link.deliver(TOPICS.report(ONE), new byte[] {1, 2, 3});
        link.deliver(TOPICS.status(ONE), new byte[0]);
        link.deliver("somewhere/else", new byte[] {1});

        bringBothOnline();
        expectRound(1, RoundPhase.OPEN, 0);
    }

    @Test
    void observerSeesWhatHappens() throws Exception {
        completeRound1();
        link.deliver(
                TOPICS.report(ONE),
                ReportCodec.encode(
                        new Report(PLAN.hash(), RoundNumber.FIRST, new Accuracy(1, 1.0, 1, 1), 1, 0, 0, null, 1, 1)));

        Awaitility.await().untilAsserted(() -> assertThat(seen)
                .containsExactly(
                        "gw-1 Online",
                        "gw-2 Online",
                        "round 1 OPEN",
                        "gw-1 accepted",
                        "gw-2 accepted",
                        "round 1 published",
                        "round 2 OPEN",
                        "gw-1 reported"));
    }

    /** One sends (4, 8) of class 0 and the other (2, 0): their mean is (3, 4). */
    private void completeRound1() throws Exception {
        bringBothOnline();
        expectRound(1, RoundPhase.OPEN, 0);
        send(ONE, 1, 4, 8);
        expectReceipt(ONE, null);
        send(OTHER, 1, 2, 0);
        expectReceipt(OTHER, null);
        expectGlobal(1, 3, 4);
        expectRound(2, RoundPhase.OPEN, 1);
    }

    private void bringBothOnline() {
        for (DeviceId device : new DeviceId[] {ONE, OTHER}) {
            link.deliver(
                    TOPICS.status(device),
                    StatusCodec.encode(new DeviceStatus.Online(PLAN.hash(), "test", "none", ClassSet.of(0))));
        }
    }

    private void send(DeviceId device, int round, float... values) {
        Update update = Plans.update(PLAN, ClassSet.of(0), values);
        link.deliver(TOPICS.update(new RoundNumber(round), device), UpdateCodec.encode(update, PLAN.plan()));
    }

    private void expectPlan() throws Exception {
        Publication plan = expectRetained(TOPICS.plan());
        assertThat(PlanCodec.decode(plan.payload())).isEqualTo(PLAN);
    }

    private void expectRound(int number, RoundPhase phase, int basis) throws Exception {
        RoundAnnouncement round =
                RoundCodec.decode(expectRetained(TOPICS.round()).payload(), PLAN.hash());
        assertThat(round.round()).isEqualTo(new RoundNumber(number));
        assertThat(round.phase()).isEqualTo(phase);
        assertThat(round.basis()).isEqualTo(new RoundNumber(basis));
        assertThat(round.openedAt()).isEqualTo(NOW);
    }

    private void expectGlobal(int round, float... values) throws Exception {
        GlobalPrototypes global = GlobalPrototypesCodec.decode(
                expectRetained(TOPICS.global(new RoundNumber(round))).payload(), PLAN);
        assertThat(global.prototypes()).isEqualTo(Plans.prototypes(ClassSet.of(0), values));
        assertThat(global.contributors()).containsExactly(2);
    }

    private void expectCleared(int round) throws Exception {
        assertThat(expectRetained(TOPICS.global(new RoundNumber(round))).payload())
                .isEmpty();
    }

    private Publication expectRetained(String topic) throws Exception {
        Publication publication = link.next();
        assertThat(publication.topic()).isEqualTo(topic);
        assertThat(publication.retained()).isTrue();
        assertThat(publication.expiry()).isNull();
        return publication;
    }

    private void expectReceipt(DeviceId device, @Nullable Rejection rejection) throws Exception {
        Publication publication = link.next();
        assertThat(publication.topic()).isEqualTo(TOPICS.receipt(device));
        assertThat(publication.retained()).isFalse();
        assertThat(publication.expiry()).isEqualTo(Duration.ofDays(1));
        assertThat(ReceiptCodec.decode(publication.payload(), PLAN.hash()).rejection())
                .isEqualTo(rejection);
    }

    /** Notes everything in words. */
    private record Seen(Queue<String> words) implements FleetObserver {
        @Override
        public void statusChanged(DeviceId device, DeviceStatus status) {
            words.add(device + " " + status.getClass().getSimpleName());
        }

        @Override
        public void announced(RoundAnnouncement announcement) {
            words.add("round " + announcement.round() + " " + announcement.phase());
        }

        @Override
        public void answered(DeviceId device, Receipt receipt) {
            words.add(device + (receipt.isAccepted() ? " accepted" : " rejected"));
        }

        @Override
        public void published(RoundNumber round, GlobalPrototypes global) {
            words.add("round " + round + " published");
        }

        @Override
        public void reported(DeviceId device, Report report) {
            words.add(device + " reported");
        }
    }
}
