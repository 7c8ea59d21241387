package io.tinyfleet.aggregator.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.protocol.Address;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.codec.DecodeException;
import io.tinyfleet.protocol.codec.GlobalPrototypesCodec;
import io.tinyfleet.protocol.codec.ReceiptCodec;
import io.tinyfleet.protocol.codec.RoundCodec;
import io.tinyfleet.protocol.codec.StatusCodec;
import io.tinyfleet.protocol.codec.UpdateCodec;
import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Update;
import java.util.List;

/**
 * The real round machine between decoded messages and encoded commands, watched by the invariants. May crash after any
 * event: before it is written down, before it is said, or in the midst of saying it; it goes on with what is in the
 * ledger.
 */
final class VirtualAggregator implements Router.Client {
    private static final int NEVER = -1;

    private final RoundSettings settings;
    private final RememberingLedger ledger;
    private RoundMachine machine;
    private int crash = NEVER;
    private final PlanInForce plan;
    private final Topics topics;
    private final Timeline timeline;
    private final Router router;
    private final Invariants invariants;

    VirtualAggregator(
            RoundSettings settings,
            PlanInForce plan,
            Topics topics,
            Timeline timeline,
            Router router,
            Invariants invariants) {
        this.settings = settings;
        ledger = new RememberingLedger(plan.hash());
        machine = new RoundMachine(plan, settings, Recollection.NOTHING);
        this.plan = plan;
        this.topics = topics;
        this.timeline = timeline;
        this.router = router;
        this.invariants = invariants;
    }

    void join() {
        router.connect(this, topic -> isInput(topics.parse(topic)));
        carryOut(machine.retained());
    }

    /**
     * Crashes while it deals with the next event.
     *
     * @param said how many commands are carried out before; 0 for a crash before the ledger is written
     */
    void crashAtTheNextEvent(int said) {
        crash = said;
    }

    void tick() {
        Decision decision = machine.tick(timeline.now());
        if (execute(decision)) {
            invariants.afterTick(decision.commands(), timeline.now());
        } else {
            // Time is not lost in a crash as a message is.
            tick();
        }
    }

    boolean isFinished() {
        return machine.isFinished();
    }

    @Override
    public void receive(String topic, byte[] payload) {
        Address address = topics.parse(topic);
        if (address instanceof Address.OfUpdate of) {
            onUpdate(of, payload);
        } else if (address instanceof Address.OfStatus of) {
            onStatus(of, payload);
        }
    }

    private void onUpdate(Address.OfUpdate from, byte[] payload) {
        try {
            Update update = UpdateCodec.decode(payload, plan);
            Decision decision = machine.update(from.device(), from.round(), update, timeline.now());
            if (execute(decision)) {
                invariants.afterUpdate(from.device(), from.round(), update, decision.commands(), timeline.now());
            }
        } catch (DecodeException e) {
            Decision decision = machine.unreadableUpdate(from.device(), from.round(), e.rejection(), e.detail());
            if (execute(decision)) {
                invariants.afterUnreadable(from.device(), from.round(), e.rejection(), decision.commands());
            }
        }
    }

    private void onStatus(Address.OfStatus from, byte[] payload) {
        try {
            DeviceStatus status = StatusCodec.decode(payload, plan);
            Decision decision = machine.status(from.device(), status, timeline.now());
            if (execute(decision)) {
                invariants.afterStatus(from.device(), status, decision.commands(), timeline.now());
            }
        } catch (DecodeException e) {
            throw new AssertionError("no device sends an unreadable status", e);
        }
    }

    /** Writes down, then says, what was decided; {@code false} if a crash undid the event before it was written. */
    private boolean execute(Decision decision) {
        int said = crash;
        crash = NEVER;
        if (said == 0) {
            restart();
            return false;
        }
        ledger.record(decision.entries());
        if (said == NEVER) {
            carryOut(decision.commands());
        } else {
            carryOut(decision.commands()
                    .subList(0, Math.min(said - 1, decision.commands().size())));
            restart();
        }
        assertThat(new RoundMachine(plan, settings, ledger.recall()).retained())
                .as("what the ledger knows")
                .isEqualTo(machine.retained());
        return true;
    }

    private void restart() {
        machine = new RoundMachine(plan, settings, ledger.recall());
        join();
    }

    private void carryOut(List<Command> commands) {
        for (Command command : commands) {
            if (command instanceof Command.Announce announce) {
                publish(topics.round(), RoundCodec.encode(announce.announcement()), true);
            } else if (command instanceof Command.PublishGlobal result) {
                publish(
                        topics.global(result.round()),
                        GlobalPrototypesCodec.encode(result.global(), plan.plan()),
                        true);
            } else if (command instanceof Command.ClearGlobal old) {
                publish(topics.global(old.round()), new byte[0], true);
            } else if (command instanceof Command.Answer answer) {
                publish(topics.receipt(answer.device()), ReceiptCodec.encode(answer.receipt()), false);
            }
        }
    }

    private void publish(String topic, byte[] payload, boolean retain) {
        router.publishWithoutFaults(topic, payload, retain);
    }

    private static boolean isInput(Address address) {
        return address instanceof Address.OfUpdate || address instanceof Address.OfStatus;
    }
}
