package io.tinyfleet.deploy.agent;

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
import io.tinyfleet.protocol.codec.UpdateCodec;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Receipt;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Hears every update and receipt of one device on the wire. */
final class Eavesdropper implements LinkListener, AutoCloseable {
    private final Topics topics;
    private final PahoLink link;
    private final Map<RoundNumber, Set<String>> updates = new TreeMap<>();
    private final List<Receipt> receipts = new ArrayList<>();
    private @Nullable PlanInForce plan;

    Eavesdropper(Topics topics, DeviceId device, int port) {
        this.topics = topics;
        link = new PahoLink(
                LinkSettings.of("127.0.0.1", port, "eavesdropper")
                        .withSubscriptions(List.of(topics.plan(), topics.everyUpdate(), topics.receipt(device))),
                Traffic.IGNORED);
    }

    void open() {
        link.open(this);
    }

    /** All payloads seen of each round, in hexadecimal. */
    synchronized Map<RoundNumber, Set<String>> updates() {
        return new TreeMap<>(updates);
    }

    synchronized List<Receipt> receipts() {
        return List.copyOf(receipts);
    }

    /** The classes of a round's update. */
    synchronized ClassSet classesOf(RoundNumber round) throws DecodeException {
        byte[] payload = HexFormat.of()
                .parseHex(updates.getOrDefault(round, Set.of()).stream()
                        .findFirst()
                        .orElseThrow());
        return UpdateCodec.decode(payload, Objects.requireNonNull(plan))
                .prototypes()
                .classes();
    }

    /** Whether the aggregator has accepted the update of {@code round}. */
    synchronized boolean isAccepted(RoundNumber round) {
        return receipts.stream().anyMatch(receipt -> receipt.round().equals(round) && receipt.isAccepted());
    }

    /** Waits until the aggregator has accepted the update of {@code round}, at most this long; whether it has. */
    synchronized boolean awaitAccepted(RoundNumber round, long milliseconds) throws InterruptedException {
        long deadlineNs = System.nanoTime() + milliseconds * 1_000_000;
        while (!isAccepted(round)) {
            long leftMs = (deadlineNs - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                return false;
            }
            wait(leftMs);
        }
        return true;
    }

    @Override
    public synchronized void received(String topic, byte[] payload, Acknowledgement acknowledgement) {
        acknowledgement.give();
        try {
            Address address = topics.parse(topic);
            if (address instanceof Address.OfPlan) {
                plan = PlanCodec.decode(payload);
            } else if (address instanceof Address.OfUpdate update) {
                updates.computeIfAbsent(update.round(), round -> new TreeSet<>())
                        .add(HexFormat.of().formatHex(payload));
            } else if (address instanceof Address.OfReceipt && plan != null) {
                receipts.add(ReceiptCodec.decode(payload, plan.hash()));
                notifyAll();
            }
        } catch (DecodeException e) {
            throw new AssertionError("something unreadable on " + topic, e);
        }
    }

    @Override
    public void connected() {}

    @Override
    public void disconnected(String reason) {}

    @Override
    public void refused(Publication publication, int reasonCode) {}

    @Override
    public void close() {
        link.close();
    }
}
