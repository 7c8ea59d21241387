package io.tinyfleet.deploy.aggregator;

import io.tinyfleet.mqtt.Acknowledgement;
import io.tinyfleet.mqtt.LinkListener;
import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.mqtt.Traffic;
import io.tinyfleet.mqtt.paho.PahoLink;
import io.tinyfleet.protocol.Address;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.codec.DecodeException;
import io.tinyfleet.protocol.codec.PlanCodec;
import io.tinyfleet.protocol.codec.ReceiptCodec;
import io.tinyfleet.protocol.codec.RoundCodec;
import io.tinyfleet.protocol.codec.StatusCodec;
import io.tinyfleet.protocol.codec.UpdateCodec;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.DeviceStatus.Online;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Follows the protocol without training: sends random values a moment after a round opened, and remembers answers. */
final class ScriptedDevice implements LinkListener, AutoCloseable {
    private static final int LONGEST_TRAINING_MS = 500;

    private final Topics topics;
    private final DeviceId id;
    private final Random random;
    private final PahoLink link;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    /** What it sent, and for which of that it heard "accepted". */
    private final Map<RoundNumber, byte[]> sent = new ConcurrentHashMap<>();

    private final Queue<RoundNumber> accepted = new ConcurrentLinkedQueue<>();
    private final Queue<Receipt> rejected = new ConcurrentLinkedQueue<>();
    private final Queue<Future<?>> timers = new ConcurrentLinkedQueue<>();

    private @Nullable PlanInForce plan;
    private @Nullable RoundAnnouncement announced;
    private RoundNumber globalOf = RoundNumber.NONE;
    private RoundNumber trained = RoundNumber.NONE;
    private @Nullable RoundNumber unanswered;

    ScriptedDevice(Topics topics, DeviceId id, int port, long seed) {
        this.topics = topics;
        this.id = id;
        random = new Random(seed);
        link = new PahoLink(
                LinkSettings.of("127.0.0.1", port, id.value())
                        .withSubscriptions(
                                List.of(topics.plan(), topics.round(), topics.everyGlobal(), topics.receipt(id))),
                Traffic.IGNORED);
    }

    void open() {
        link.open(this);
        timers.add(thread.scheduleWithFixedDelay(this::resend, 1, 1, TimeUnit.SECONDS));
    }

    Map<RoundNumber, byte[]> sent() {
        return sent;
    }

    Queue<RoundNumber> accepted() {
        return accepted;
    }

    Queue<Receipt> rejected() {
        return rejected;
    }

    DeviceId id() {
        return id;
    }

    @Override
    public void connected() {}

    @Override
    public void disconnected(String reason) {}

    @Override
    public void refused(Publication publication, int reasonCode) {}

    @Override
    public void received(String topic, byte[] payload, Acknowledgement acknowledgement) {
        if (payload.length > 0) {
            thread.execute(() -> on(topics.parse(topic), payload));
        }
        acknowledgement.give();
    }

    private void on(Address address, byte[] payload) {
        try {
            if (address instanceof Address.OfPlan && plan == null) {
                plan = PlanCodec.decode(payload);
                publish(
                        topics.status(id),
                        StatusCodec.encode(new Online(plan.hash(), "scripted", "none", ClassSet.of(0, 1))),
                        true);
            } else if (plan != null && address instanceof Address.OfRound) {
                announced = RoundCodec.decode(payload, plan.hash());
            } else if (address instanceof Address.OfGlobal of && globalOf.isBefore(of.round())) {
                globalOf = of.round();
            } else if (plan != null && address instanceof Address.OfReceipt) {
                onReceipt(ReceiptCodec.decode(payload, plan.hash()));
            }
        } catch (DecodeException e) {
            throw new AssertionError("the aggregator sent something unreadable", e);
        }
        trainIfDue();
    }

    private void onReceipt(Receipt receipt) {
        if (receipt.isAccepted()) {
            accepted.add(receipt.round());
        } else {
            rejected.add(receipt);
        }
        if (receipt.round().equals(unanswered)) {
            unanswered = null;
        }
    }

    private void trainIfDue() {
        RoundAnnouncement round = announced;
        PlanInForce agreed = plan;
        if (round == null
                || agreed == null
                || round.phase() != RoundPhase.OPEN
                || !trained.isBefore(round.round())
                || !round.basis().equals(globalOf)) {
            return;
        }
        trained = round.round();
        float[] values = new float[2 * agreed.plan().kept()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(5)));
        }
        Update update = new Update(
                agreed.hash(),
                new SparsePrototypes(ClassSet.of(0, 1), agreed.plan().kept(), values));
        sent.put(trained, UpdateCodec.encode(update, agreed.plan()));
        timers.add(thread.schedule(
                () -> {
                    unanswered = round.round();
                    resend();
                },
                random.nextInt(LONGEST_TRAINING_MS),
                TimeUnit.MILLISECONDS));
    }

    private void resend() {
        RoundNumber round = unanswered;
        byte[] payload = round == null ? null : sent.get(round);
        if (round != null && payload != null) {
            publish(topics.update(round, id), payload, false);
        }
    }

    private void publish(String topic, byte[] payload, boolean retained) {
        link.publish(new Publication(topic, payload, retained, null));
    }

    /** Fails if something failed that was done later. */
    @Override
    public void close() {
        boolean failed = timers.stream().anyMatch(ScriptedDevice::hasFailed);
        thread.shutdownNow();
        link.close();
        if (failed) {
            throw new AssertionError("a timer of " + id + " failed");
        }
    }

    private static boolean hasFailed(Future<?> timer) {
        if (!timer.isDone()) {
            return false;
        }
        try {
            timer.get();
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
