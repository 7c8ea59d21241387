package io.tinyfleet.deploy.testing;

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
import io.tinyfleet.protocol.codec.ReportCodec;
import io.tinyfleet.protocol.codec.RoundCodec;
import io.tinyfleet.protocol.codec.StatusCodec;
import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.Report;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Remembers what a fleet says, in whichever life of its programs. May be asked from any thread. */
public final class Witness implements LinkListener, AutoCloseable {
    private final Topics topics;
    private final RoundNumber last;
    private final PahoLink link;
    private final CountDownLatch lastIsOver = new CountDownLatch(1);
    private final Map<RoundNumber, Set<String>> globals = new TreeMap<>();
    private final List<RoundAnnouncement> announcements = new ArrayList<>();
    private final Map<RoundNumber, Set<DeviceId>> accepted = new TreeMap<>();
    private final Map<RoundNumber, Map<DeviceId, Report>> reports = new TreeMap<>();
    private final Set<DeviceId> heard = new TreeSet<>();
    private @Nullable PlanInForce plan;
    private boolean looksOn;

    /**
     * One that does not look yet.
     *
     * @param last the round after which everything is over
     */
    public Witness(Topics topics, LinkSettings broker, RoundNumber last) {
        this.topics = topics;
        this.last = last;
        link = new PahoLink(broker.withSubscriptions(List.of(topics.everything())), Traffic.IGNORED);
    }

    public void open() {
        link.open(this);
    }

    /** Whether it has been connected, so that it sees all that is said from then on. */
    public synchronized boolean looksOn() {
        return looksOn;
    }

    /** Waits until the last round is over, at most this long; whether it is. */
    public boolean awaitLast(long milliseconds) throws InterruptedException {
        return lastIsOver.await(milliseconds, TimeUnit.MILLISECONDS);
    }

    /** All payloads seen for a round's global prototypes, in hexadecimal. */
    public synchronized Map<RoundNumber, Set<String>> globals() {
        return new TreeMap<>(globals);
    }

    public synchronized List<RoundAnnouncement> announcements() {
        return List.copyOf(announcements);
    }

    /** Whose update of a round the aggregator said it has accepted. */
    public synchronized Set<DeviceId> accepted(RoundNumber round) {
        return new TreeSet<>(accepted.getOrDefault(round, Set.of()));
    }

    /** The newest round that a device's update was accepted in, {@link RoundNumber#NONE} if there is none. */
    public synchronized RoundNumber latestAccepted(DeviceId device) {
        return accepted.entrySet().stream()
                .filter(round -> round.getValue().contains(device))
                .map(Map.Entry::getKey)
                .max(Comparator.naturalOrder())
                .orElse(RoundNumber.NONE);
    }

    /** The newest announcement, of a round that is open; empty between rounds. */
    public synchronized Optional<RoundNumber> openRound() {
        return announcements.stream()
                .reduce((earlier, later) -> later)
                .filter(newest -> newest.phase() == RoundPhase.OPEN)
                .map(RoundAnnouncement::round);
    }

    /** The mean of what the devices reported of a round as their cross-entropy. */
    public synchronized double loss(RoundNumber round) {
        return reports.getOrDefault(round, Map.of()).values().stream()
                .mapToDouble(Report::crossEntropy)
                .average()
                .orElseThrow(() -> new AssertionError("no reports of round " + round));
    }

    /** All devices that ever came online, or sent an update or a report. */
    public synchronized Set<DeviceId> heard() {
        return new TreeSet<>(heard);
    }

    public synchronized PlanInForce plan() {
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
            } else if (address instanceof Address.OfUpdate of) {
                heard.add(of.device());
            } else if (plan != null) {
                received(address, payload, plan);
            }
        } catch (DecodeException e) {
            throw new AssertionError("unreadable: " + topic, e);
        }
    }

    private void received(Address address, byte[] payload, PlanInForce inForce) throws DecodeException {
        if (address instanceof Address.OfRound) {
            remember(RoundCodec.decode(payload, inForce.hash()));
        } else if (address instanceof Address.OfReceipt of) {
            remember(of.device(), ReceiptCodec.decode(payload, inForce.hash()));
        } else if (address instanceof Address.OfStatus of) {
            // A broker says "offline" of a device that it keeps out.
            if (StatusCodec.decode(payload, inForce) instanceof DeviceStatus.Online) {
                heard.add(of.device());
            }
        } else if (address instanceof Address.OfReport of) {
            heard.add(of.device());
            Report report = ReportCodec.decode(payload, inForce.hash());
            reports.computeIfAbsent(report.round(), round -> new TreeMap<>()).put(of.device(), report);
        }
    }

    private void remember(RoundAnnouncement announcement) {
        announcements.add(announcement);
        if (announcement.round().equals(last) && announcement.phase() != RoundPhase.OPEN) {
            lastIsOver.countDown();
        }
    }

    private void remember(DeviceId device, Receipt receipt) {
        if (receipt.isAccepted()) {
            accepted.computeIfAbsent(receipt.round(), round -> new TreeSet<>()).add(device);
        }
    }

    @Override
    public synchronized void connected() {
        looksOn = true;
    }

    @Override
    public void disconnected(String reason) {}

    @Override
    public void refused(Publication publication, int reasonCode) {}

    @Override
    public void close() {
        link.close();
    }
}
