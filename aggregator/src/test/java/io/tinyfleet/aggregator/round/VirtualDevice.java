package io.tinyfleet.aggregator.round;

import io.tinyfleet.protocol.Address;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.codec.DecodeException;
import io.tinyfleet.protocol.codec.GlobalPrototypesCodec;
import io.tinyfleet.protocol.codec.ReceiptCodec;
import io.tinyfleet.protocol.codec.RoundCodec;
import io.tinyfleet.protocol.codec.StatusCodec;
import io.tinyfleet.protocol.codec.UpdateCodec;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.DeviceStatus.Offline;
import io.tinyfleet.protocol.message.DeviceStatus.Online;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.Mu;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import io.tinyfleet.protocol.message.SharedModel;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A device as the protocol wants it: trains every open round at most once, as soon as it knows the global prototypes
 * that the round is based on; keeps its update until a receipt or a later round, and repeats it meanwhile.
 */
final class VirtualDevice implements Router.Client {
    private static final Duration RESEND = Duration.ofSeconds(3);

    private record Parcel(RoundNumber round, Update update) {}

    private final DeviceId id;
    private final ClassSet held;
    private final PlanInForce plan;
    private final Topics topics;
    private final Timeline timeline;
    private final Router router;
    private final Random random;
    private final long seed;

    private RoundNumber trained = RoundNumber.NONE;
    private @Nullable Parcel outbox;

    private @Nullable RoundAnnouncement announced;
    private RoundNumber globalOf = RoundNumber.NONE;
    private @Nullable GlobalPrototypes global;
    private boolean training;
    private boolean running = true;
    private int lives;
    private int whims;

    VirtualDevice(
            DeviceId id,
            ClassSet held,
            PlanInForce plan,
            Topics topics,
            Timeline timeline,
            Router router,
            Random random) {
        this.id = id;
        this.held = held;
        this.plan = plan;
        this.topics = topics;
        this.timeline = timeline;
        this.router = router;
        this.random = random;
        seed = random.nextLong();
        timeline.after(RESEND, this::resendForEver);
    }

    /** Comes online, after a crash with what memory it has. */
    void join() {
        running = true;
        router.connect(this, this::isSubscribed);
        router.publish(
                topics.status(id), StatusCodec.encode(new Online(plan.hash(), "virtual 1", "virtual", held)), true);
        resend();
        trainIfDue();
    }

    /** Loses its connection; the broker publishes the last will. Training goes on. */
    void loseConnection() {
        if (router.isConnected(this)) {
            router.disconnect(this);
            sayOffline();
        }
    }

    void leave() {
        if (router.isConnected(this)) {
            sayOffline();
            router.disconnect(this);
        }
    }

    void crash() {
        loseConnection();
        running = false;
        lives++;
        training = false;
        announced = null;
        globalOf = RoundNumber.NONE;
        global = null;
    }

    /** Crashes and forgets what it trained and had to send; may train otherwise the next time. */
    void crashAndForget() {
        crash();
        trained = RoundNumber.NONE;
        outbox = null;
        whims += random.nextInt(2);
    }

    /** Sends what no honest device sends. */
    void misbehave() {
        RoundNumber current = announced == null ? RoundNumber.FIRST : announced.round();
        byte[] honest = UpdateCodec.encode(randomUpdate(random, random.nextBoolean()), plan.plan());
        switch (random.nextInt(5)) {
            case 0 -> send(current, Arrays.copyOf(honest, random.nextInt(honest.length)));
            case 1 -> send(new RoundNumber(current.value() + random.nextInt(4)), honest);
            case 2 -> send(new RoundNumber(1 + random.nextInt(current.value())), honest);
            default -> send(current, honest);
        }
    }

    @Override
    public void receive(String topic, byte[] payload) {
        if (payload.length == 0) {
            return;
        }
        try {
            Address address = topics.parse(topic);
            if (address instanceof Address.OfRound) {
                onAnnouncement(RoundCodec.decode(payload, plan.hash()));
            } else if (address instanceof Address.OfGlobal of) {
                onGlobal(of.round(), GlobalPrototypesCodec.decode(payload, plan));
            } else if (address instanceof Address.OfReceipt) {
                onReceipt(ReceiptCodec.decode(payload, plan.hash()).round());
            }
        } catch (DecodeException e) {
            throw new AssertionError("the aggregator sent something unreadable on " + topic, e);
        }
    }

    private boolean isSubscribed(String topic) {
        return topic.equals(topics.round())
                || topic.equals(topics.receipt(id))
                || topics.parse(topic) instanceof Address.OfGlobal;
    }

    private void onAnnouncement(RoundAnnouncement announcement) {
        if (announced != null && announcement.round().isBefore(announced.round())) {
            return;
        }
        announced = announcement;
        if (outbox != null && outbox.round().isBefore(announcement.round())) {
            outbox = null;
        }
        trainIfDue();
    }

    private void onGlobal(RoundNumber round, GlobalPrototypes prototypes) {
        if (!round.isBefore(globalOf)) {
            globalOf = round;
            global = prototypes;
            trainIfDue();
        }
    }

    private void onReceipt(RoundNumber round) {
        if (outbox != null && outbox.round().equals(round)) {
            outbox = null;
        }
    }

    private void trainIfDue() {
        RoundAnnouncement current = announced;
        if (!running
                || training
                || current == null
                || current.phase() != RoundPhase.OPEN
                || !trained.isBefore(current.round())
                || !current.basis().equals(globalOf)) {
            return;
        }
        training = true;
        int life = lives;
        timeline.after(Duration.ofMillis(100 + random.nextInt(3_000)), () -> {
            if (life == lives) {
                finishTraining(current);
            }
        });
    }

    private void finishTraining(RoundAnnouncement current) {
        training = false;
        trained = current.round();
        if (announced != null && announced.round().equals(current.round())) {
            Random values = new Random(Objects.hash(seed, whims, current.round(), current.basis(), global));
            Update update = randomUpdate(values, !current.basis().equals(RoundNumber.NONE));
            outbox = new Parcel(current.round(), update);
            resend();
        }
        trainIfDue();
    }

    /** What the plan's method wants. */
    private Update randomUpdate(Random values, boolean withBasis) {
        SparsePrototypes nothing = SparsePrototypes.none(plan.plan().kept());
        boolean isJudged = withBasis && plan.plan().objective().mu() instanceof Mu.Auto;
        return switch (plan.plan().method().exchange()) {
            case NOTHING -> new Update(plan.hash(), nothing);
            case MODEL ->
                new Update(
                        plan.hash(), nothing, null, new SharedModel(1 + values.nextInt(100), randomValues(values, 3)));
            case PROTOTYPES ->
                new Update(plan.hash(), randomPrototypes(values), isJudged ? values.nextDouble(10) : null, null);
        };
    }

    /** As they are sent: rounded, and perhaps without some classes. */
    private SparsePrototypes randomPrototypes(Random values) {
        int[] sent = IntStream.range(0, held.size())
                .map(held::at)
                .filter(cls -> plan.plan().skipping() == null || values.nextBoolean())
                .toArray();
        int kept = plan.plan().kept();
        return UpdateCodec.rounded(
                new SparsePrototypes(ClassSet.of(sent), kept, randomValues(values, sent.length * kept)), plan.plan());
    }

    /** Sums of such values differ with the order in which they are added. */
    private float[] randomValues(Random values, int size) {
        float large = plan.plan().encoding() == Encoding.F16 ? 1e4f : 1e20f;
        float[] row = new float[size];
        for (int i = 0; i < row.length; i++) {
            row[i] = switch (values.nextInt(4)) {
                case 0 -> large;
                case 1 -> -large;
                default -> (float) values.nextGaussian();
            };
        }
        return row;
    }

    private void resendForEver() {
        resend();
        timeline.after(RESEND, this::resendForEver);
    }

    private void resend() {
        if (outbox != null) {
            send(outbox.round(), UpdateCodec.encode(outbox.update(), plan.plan()));
        }
    }

    private void send(RoundNumber round, byte[] payload) {
        if (running && router.isConnected(this)) {
            router.publish(topics.update(round, id), payload, false);
        }
    }

    private void sayOffline() {
        router.publish(topics.status(id), StatusCodec.encode(new Offline()), true);
    }
}
