package io.tinyfleet.deploy.aggregator;

import io.tinyfleet.mqtt.Acknowledgement;
import io.tinyfleet.mqtt.LinkListener;
import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.mqtt.Traffic;
import io.tinyfleet.mqtt.paho.PahoLink;
import io.tinyfleet.protocol.Address;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.codec.DecodeException;
import io.tinyfleet.protocol.codec.PlanCodec;
import io.tinyfleet.protocol.codec.RoundCodec;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Remembers everything that the aggregator publishes for all, in whichever life. */
final class Witness implements LinkListener, AutoCloseable {
    private final Topics topics;
    private final RoundNumber last;
    private final PahoLink link;
    private final CountDownLatch lastIsOver = new CountDownLatch(1);
    private final Map<RoundNumber, Set<String>> globals = new TreeMap<>();
    private final List<RoundAnnouncement> announcements = new ArrayList<>();
    private @Nullable PlanInForce plan;

    Witness(Topics topics, int port, RoundNumber last) {
        this.topics = topics;
        this.last = last;
        link = new PahoLink(
                LinkSettings.of("127.0.0.1", port, "witness")
                        .withSubscriptions(List.of(topics.plan(), topics.round(), topics.everyGlobal())),
                Traffic.IGNORED);
    }

    void open() {
        link.open(this);
    }

    /** Waits until the last round is over, at most this long; whether it is. */
    boolean awaitLast(long milliseconds) throws InterruptedException {
        return lastIsOver.await(milliseconds, TimeUnit.MILLISECONDS);
    }

    /** All payloads seen for a round's global prototypes, in hexadecimal. */
    synchronized Map<RoundNumber, Set<String>> globals() {
        return new TreeMap<>(globals);
    }

    synchronized List<RoundAnnouncement> announcements() {
        return List.copyOf(announcements);
    }

    synchronized PlanInForce plan() {
        if (plan == null) {
            throw new AssertionError("no plan was published");
        }
        return plan;
    }

    @Override
    public synchronized void received(String topic, byte[] payload, Acknowledgement acknowledgement) {
        acknowledgement.give();
        if (payload.length == 0) {
            return;
        }
        Address address = topics.parse(topic);
        try {
            if (address instanceof Address.OfPlan) {
                plan = PlanCodec.decode(payload);
            } else if (address instanceof Address.OfGlobal of) {
                globals.computeIfAbsent(of.round(), round -> new TreeSet<>())
                        .add(HexFormat.of().formatHex(payload));
            } else if (address instanceof Address.OfRound && plan != null) {
                RoundAnnouncement announcement = RoundCodec.decode(payload, plan.hash());
                announcements.add(announcement);
                if (announcement.round().equals(last) && announcement.phase() != RoundPhase.OPEN) {
                    lastIsOver.countDown();
                }
            }
        } catch (DecodeException e) {
            throw new AssertionError("the aggregator sent something unreadable", e);
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
