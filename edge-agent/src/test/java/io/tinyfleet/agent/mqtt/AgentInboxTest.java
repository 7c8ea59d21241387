package io.tinyfleet.agent.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tinyfleet.agent.Plans;
import io.tinyfleet.agent.session.AgentSession;
import io.tinyfleet.agent.session.Effect;
import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.codec.GlobalPrototypesCodec;
import io.tinyfleet.protocol.codec.PlanCodec;
import io.tinyfleet.protocol.codec.ReceiptCodec;
import io.tinyfleet.protocol.codec.RoundCodec;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class AgentInboxTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final DeviceId DEVICE = new DeviceId("gw-17");
    private static final Topics TOPICS = new Topics(new FleetId("yard"));
    private static final PlanInForce A = Plans.inForce(Plans.small());
    private static final PlanInForce B = Plans.inForce(Plans.another());
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(AgentInbox.class);

    private final AgentSession session = new AgentSession();
    private final AgentInbox inbox = new AgentInbox(TOPICS, Plans.TERMS, session);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        LOGGER.addAppender(log);
        LOGGER.setAdditive(false);
        session.connected(NOW);
    }

    @AfterEach
    void stopListening() {
        LOGGER.setAdditive(true);
        LOGGER.detachAppender(log);
    }

    @Test
    void aDeviceListensToPlanRoundGlobalsAndItsReceipts() {
        LinkSettings link = AgentInbox.listening(LinkSettings.of("broker", 1, "gw-17"), TOPICS, DEVICE);
        assertThat(link.subscriptions())
                .containsExactly(
                        "tinyfleet/v1/yard/plan",
                        "tinyfleet/v1/yard/round",
                        "tinyfleet/v1/yard/round/+/global",
                        "tinyfleet/v1/yard/device/gw-17/receipt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan round global", "plan global round", "round plan global",
                "global plan round", "round global plan", "global round plan"
            })
    void retainedMessagesMayComeInAnyOrder(String order) {
        List<Effect> effects = new ArrayList<>();
        for (String what : order.split(" ", -1)) {
            effects.addAll(
                    switch (what) {
                        case "plan" -> arrive(plan(A));
                        case "round" -> arrive(open(2, 1, A));
                        default -> arrive(global(1, A));
                    });
        }
        assertThat(effects)
                .containsExactly(new Effect.AdoptPlan(A), new Effect.ComeOnline(A), train(2, globalPrototypes(1, A)));
    }

    @Test
    void whatWasHeldBackIsDeliveredOnceAndOnlyAfterThePlan() {
        arrive(open(1, 0, A));
        assertThat(arrive(plan(A))).containsExactly(new Effect.AdoptPlan(A), new Effect.ComeOnline(A), train(1, null));
        assertThat(arrive(plan(A))).isEmpty();
    }

    @Test
    void messagesOfAnotherPlanWaitForIt() {
        arrive(plan(A));
        assertThat(arrive(global(1, B))).isEmpty();
        assertThat(arrive(open(2, 1, B))).isEmpty();
        assertThat(arrive(open(1, 0, A))).containsExactly(train(1, null));
        assertThat(arrive(plan(B)))
                .containsExactly(new Effect.AdoptPlan(B), new Effect.ComeOnline(B), train(2, globalPrototypes(1, B)));
        assertThat(log.list).isEmpty();
    }

    @Test
    void messagesOfAPlanThatNeverComesChangeNothing() {
        arrive(plan(A));
        arrive(open(1, 0, B));
        assertThat(arrive(plan(A))).isEmpty();
        assertThat(arrive(plan(A))).isEmpty();
    }

    @Test
    void eightMessagesAreHeldBack() {
        arrive(open(9, 8, A));
        for (int round = 2; round <= 8; round++) {
            arrive(global(round, A));
        }
        assertThat(arrive(plan(A))).contains(train(9, globalPrototypes(8, A)));
    }

    @Test
    void aNinthMessageIsHeldBackInPlaceOfTheOldest() {
        arrive(open(9, 8, A));
        for (int round = 1; round <= 8; round++) {
            arrive(global(round, A));
        }
        assertThat(arrive(plan(A))).containsExactly(new Effect.AdoptPlan(A), new Effect.ComeOnline(A));
        assertThat(arrive(open(9, 8, A))).containsExactly(train(9, globalPrototypes(8, A)));
    }

    @Test
    void aLaterMessageOfTheSameTopicReplacesTheOneHeldBack() {
        arrive(open(1, 0, A));
        for (int round = 2; round <= 8; round++) {
            arrive(global(round, A));
        }
        arrive(open(9, 8, A));
        assertThat(arrive(plan(A))).contains(train(9, globalPrototypes(8, A)));
    }

    @Test
    void receiptsReachTheSession() {
        trainedRound1();
        Receipt rejected = Receipt.rejected(A.hash(), RoundNumber.FIRST, Rejection.CONFLICT, "made up");
        assertThat(arrive(new Arrival(TOPICS.receipt(DEVICE), ReceiptCodec.encode(rejected))))
                .containsExactly(new Effect.NoteReceipt(rejected));
    }

    @Test
    void malformedMessagesAreIgnoredWithAWarningEach() {
        byte[] nonsense = {1, 2, 3};
        List<String> topics =
                List.of(TOPICS.plan(), TOPICS.round(), TOPICS.global(RoundNumber.FIRST), TOPICS.receipt(DEVICE));
        assertThat(inbox.receive(topics.get(0), nonsense)).isEmpty();
        arrive(plan(A));
        for (String topic : topics) {
            assertThat(inbox.receive(topic, nonsense)).isEmpty();
        }
        assertThat(log.list).hasSize(5).allSatisfy(line -> {
            assertThat(line.getLevel()).hasToString("WARN");
            assertThat(line.getFormattedMessage())
                    .startsWith("ignored what came on ")
                    .endsWith("(MALFORMED)");
        });
        assertThat(arrive(open(1, 0, A))).containsExactly(train(1, null));
    }

    /** Held back as it came, for nothing can be said of it before the plan. */
    @Test
    void aMalformedMessageThatWaitedDoesNotHinderTheOthers() {
        inbox.receive(TOPICS.global(RoundNumber.FIRST), new byte[] {1, 2, 3});
        arrive(open(1, 0, A));
        assertThat(arrive(plan(A))).containsExactly(new Effect.AdoptPlan(A), new Effect.ComeOnline(A), train(1, null));
        assertThat(log.list).hasSize(1);
    }

    @Test
    void aRetainedMessageThatIsClearedIsNoNews() {
        arrive(global(1, A));
        assertThat(inbox.receive(TOPICS.global(RoundNumber.FIRST), new byte[0])).isEmpty();
        assertThat(inbox.receive(TOPICS.plan(), new byte[0])).isEmpty();
        arrive(plan(A));
        assertThat(inbox.receive(TOPICS.plan(), new byte[0])).isEmpty();
        assertThat(inbox.receive(TOPICS.round(), new byte[0])).isEmpty();
        assertThat(arrive(open(2, 1, A))).containsExactly(train(2, globalPrototypes(1, A)));
        assertThat(log.list).isEmpty();
    }

    @Test
    void aPlanOfOtherClassesIsRefusedWithOneErrorAndTheSessionIsUntouched() {
        trainedRound1();
        Plan other = Plans.plan(List.of("red", "blue", "green"), Plans.MASKS, Plans.MU, OffMask.ZERO, 1);
        assertThat(arrive(plan(Plans.inForce(other)))).isEmpty();
        assertThat(log.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).hasToString("ERROR");
            assertThat(line.getFormattedMessage())
                    .isEqualTo("cannot take part: the plan's classes are [red, blue, green],"
                            + " this device's data has [red, green, blue]");
        });
        assertThat(arrive(plan(A))).isEmpty();
        assertThat(session.tick(NOW.plusSeconds(5))).singleElement().isInstanceOf(Effect.Send.class);
        assertThat(arrive(open(2, 1, A))).isEmpty();
        assertThat(arrive(global(1, A))).contains(train(2, globalPrototypes(1, A)));
    }

    @Test
    void aPlanThatWantsTheModelIsRefused() {
        Plan averaging = Plans.with(Method.FEDAVG, Plans.small().objective());

        assertThat(arrive(plan(Plans.inForce(averaging)))).isEmpty();
        assertThat(arrive(open(1, 0, Plans.inForce(averaging)))).isEmpty();
        assertThat(log.list).singleElement().satisfies(line -> assertThat(line.getFormattedMessage())
                .startsWith("cannot take part: the plan's method fedavg wants the device's model"));
    }

    @Test
    void topicsThatAreNotForADeviceAreIgnored() {
        arrive(plan(A));
        byte[] payload = open(1, 0, A).payload;
        for (String topic : List.of("elsewhere", TOPICS.status(DEVICE), TOPICS.update(RoundNumber.FIRST, DEVICE))) {
            assertThat(inbox.receive(topic, payload)).isEmpty();
        }
    }

    private void trainedRound1() {
        arrive(plan(A));
        arrive(open(1, 0, A));
        session.trained(RoundNumber.FIRST, new Update(A.hash(), prototypes(1)), NOW);
    }

    /** What arrives. */
    private static final class Arrival {
        private final String topic;
        private final byte[] payload;

        Arrival(String topic, byte[] payload) {
            this.topic = topic;
            this.payload = payload;
        }
    }

    private List<Effect> arrive(Arrival arrival) {
        return inbox.receive(arrival.topic, arrival.payload);
    }

    private static Arrival plan(PlanInForce plan) {
        return new Arrival(TOPICS.plan(), PlanCodec.encode(plan.plan()));
    }

    private static Arrival open(int round, int basis, PlanInForce plan) {
        RoundAnnouncement announcement = new RoundAnnouncement(
                plan.hash(),
                new RoundNumber(round),
                RoundPhase.OPEN,
                new RoundNumber(basis),
                NOW,
                NOW.plusSeconds(60),
                "");
        return new Arrival(TOPICS.round(), RoundCodec.encode(announcement));
    }

    private static Arrival global(int round, PlanInForce plan) {
        return new Arrival(
                TOPICS.global(new RoundNumber(round)),
                GlobalPrototypesCodec.encode(globalPrototypes(round, plan), plan.plan()));
    }

    private static GlobalPrototypes globalPrototypes(int round, PlanInForce plan) {
        return new GlobalPrototypes(plan.hash(), prototypes(round), List.of(1));
    }

    private static SparsePrototypes prototypes(float value) {
        return new SparsePrototypes(ClassSet.of(1), 2, new float[] {value, value});
    }

    private static Effect train(int round, @Nullable GlobalPrototypes basis) {
        return new Effect.Train(new RoundNumber(round), basis);
    }
}
