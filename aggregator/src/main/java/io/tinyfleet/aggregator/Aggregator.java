package io.tinyfleet.aggregator;

import io.tinyfleet.aggregator.mqtt.Arrival;
import io.tinyfleet.aggregator.mqtt.FleetEvent;
import io.tinyfleet.aggregator.mqtt.FleetInbox;
import io.tinyfleet.aggregator.mqtt.FleetOutbox;
import io.tinyfleet.aggregator.round.Command;
import io.tinyfleet.aggregator.round.Decision;
import io.tinyfleet.aggregator.round.Entry;
import io.tinyfleet.aggregator.round.Ledger;
import io.tinyfleet.aggregator.round.RoundMachine;
import io.tinyfleet.aggregator.round.RoundSettings;
import io.tinyfleet.mqtt.Acknowledgement;
import io.tinyfleet.mqtt.MqttLink;
import io.tinyfleet.mqtt.loop.EventLoop;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.codec.DecodeException;
import io.tinyfleet.protocol.codec.PlanCodec;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the rounds of one fleet: one thread owns the {@link RoundMachine} and the {@link Ledger}, the link's callbacks
 * only enqueue. What follows from the events that waited together goes to the ledger together; then, and only then, the
 * broker gets its acknowledgements and the devices their receipts. An aggregator whose ledger fails ends.
 */
public final class Aggregator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Aggregator.class);

    /**
     * More than the broker ever sends before it has an acknowledgement ({@link FleetInbox#listening}), reconnects included; a
     * device whose update is dropped sends it again.
     */
    private static final int QUEUE_CAPACITY = 16_384;

    private static final Duration TICK = Duration.ofSeconds(1);

    private final RoundMachine machine;
    private final Ledger ledger;
    private final FleetOutbox outbox;
    private final FleetInbox inbox;
    private final MqttLink link;
    private final InstantSource clock;
    private final FleetObserver observer;
    private final EventLoop<Arrival> loop;

    /**
     * Puts {@code plan} in force, and goes on where the ledger ends.
     *
     * @param ledger of the same fleet and plan; the aggregator's from now on, until it has ended
     * @param link not opened yet, {@linkplain FleetInbox#listening listening to the fleet}; closed with the aggregator
     */
    public Aggregator(
            FleetId fleet,
            Plan plan,
            RoundSettings settings,
            Ledger ledger,
            MqttLink link,
            InstantSource clock,
            FleetObserver observer) {
        Topics topics = new Topics(fleet);
        byte[] planPayload = PlanCodec.encode(plan);
        PlanInForce inForce = putInForce(planPayload);
        this.machine = new RoundMachine(inForce, settings, ledger.recall());
        this.ledger = ledger;
        this.outbox = new FleetOutbox(topics, plan, planPayload, link);
        this.link = link;
        this.clock = clock;
        this.observer = observer;
        this.loop = new EventLoop<>("aggregator", QUEUE_CAPACITY, TICK, new Owner());
        this.inbox = new FleetInbox(topics, inForce, this::take);
    }

    /** Events that wait for the aggregator. */
    public int waiting() {
        return loop.waiting();
    }

    /** Events dropped since the start, because too many waited. */
    public long dropped() {
        return loop.dropped();
    }

    private static PlanInForce putInForce(byte[] planPayload) {
        try {
            return PlanCodec.decode(planPayload);
        } catch (DecodeException e) {
            throw new IllegalStateException("our own plan cannot be read: this is a bug", e);
        }
    }

    public void start() {
        loop.start();
        link.open(inbox);
    }

    /** Completes when the aggregator has ended, exceptionally if it failed. */
    public CompletableFuture<@Nullable Void> ended() {
        return loop.ended();
    }

    @Override
    public void close() {
        loop.close();
        link.close();
    }

    private void take(Arrival arrival) {
        if (!loop.offer(arrival)) {
            arrival.acknowledgement().give();
        }
    }

    private final class Owner implements EventLoop.Owner<Arrival> {
        private final List<Entry> unwritten = new ArrayList<>();
        private final List<Acknowledgement> ungiven = new ArrayList<>();
        private final List<Command> unsaid = new ArrayList<>();

        @Override
        public void on(Arrival arrival) {
            ungiven.add(arrival.acknowledgement());
            on(arrival.event());
        }

        private void on(FleetEvent event) {
            if (event instanceof FleetEvent.Connected) {
                settle();
                outbox.publishPlan();
                machine.retained().forEach(outbox::carryOut);
                observer.connected();
            } else if (event instanceof FleetEvent.Disconnected lost) {
                observer.disconnected(lost.reason());
            } else if (event instanceof FleetEvent.StatusChanged changed) {
                observer.statusChanged(changed.device(), changed.status());
                follow(machine.status(changed.device(), changed.status(), clock.instant()));
            } else if (event instanceof FleetEvent.UpdateArrived arrived) {
                follow(machine.update(arrived.device(), arrived.round(), arrived.update(), clock.instant()));
            } else if (event instanceof FleetEvent.UpdateUnreadable unreadable) {
                follow(machine.unreadableUpdate(
                        unreadable.device(), unreadable.round(), unreadable.rejection(), unreadable.detail()));
            } else if (event instanceof FleetEvent.ReportArrived arrived) {
                observer.reported(arrived.device(), arrived.report());
            }
        }

        @Override
        public void tick() {
            follow(machine.tick(clock.instant()));
        }

        private void follow(Decision decision) {
            unwritten.addAll(decision.entries());
            unsaid.addAll(decision.commands());
        }

        @Override
        public void settle() {
            if (!unwritten.isEmpty()) {
                ledger.record(unwritten);
                unwritten.clear();
            }
            ungiven.forEach(Acknowledgement::give);
            ungiven.clear();
            for (Command command : unsaid) {
                outbox.carryOut(command);
                tell(command);
            }
            unsaid.clear();
        }

        private void tell(Command command) {
            if (command instanceof Command.Announce announce) {
                log(announce.announcement());
                observer.announced(announce.announcement());
            } else if (command instanceof Command.PublishGlobal publish) {
                LOG.info(
                        "round {} published: global prototypes of {} classes",
                        publish.round(),
                        publish.global().prototypes().classes().size());
                observer.published(publish.round(), publish.global());
            } else if (command instanceof Command.Answer answer) {
                Receipt receipt = answer.receipt();
                if (!receipt.isAccepted()) {
                    LOG.warn(
                            "update from {} for round {} rejected: {} ({})",
                            answer.device(),
                            receipt.round(),
                            receipt.detail(),
                            receipt.rejection());
                }
                observer.answered(answer.device(), receipt);
            }
        }

        private void log(RoundAnnouncement announcement) {
            LOG.info(
                    "round {} is {}, basis {}, deadline {} {}",
                    announcement.round(),
                    announcement.phase(),
                    announcement.basis(),
                    announcement.deadline(),
                    announcement.note());
        }
    }
}
