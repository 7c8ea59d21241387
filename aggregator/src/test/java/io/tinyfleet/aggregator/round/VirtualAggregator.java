package io.tinyfleet.aggregator.round;

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

/** The real round machine between decoded messages and encoded commands, watched by the invariants. */
final class VirtualAggregator implements Router.Client {
    private final RoundMachine machine;
    private final PlanInForce plan;
    private final Topics topics;
    private final Timeline timeline;
    private final Router router;
    private final Invariants invariants;

    VirtualAggregator(
            RoundMachine machine,
            PlanInForce plan,
            Topics topics,
            Timeline timeline,
            Router router,
            Invariants invariants) {
        this.machine = machine;
        this.plan = plan;
        this.topics = topics;
        this.timeline = timeline;
        this.router = router;
        this.invariants = invariants;
    }

    void join() {
        router.connect(this, topic -> isInput(topics.parse(topic)));
        execute(machine.retained());
    }

    void tick() {
        List<Command> commands = machine.tick(timeline.now());
        execute(commands);
        invariants.afterTick(commands, timeline.now());
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
            List<Command> commands = machine.update(from.device(), from.round(), update, timeline.now());
            execute(commands);
            invariants.afterUpdate(from.device(), from.round(), update, commands, timeline.now());
        } catch (DecodeException e) {
            List<Command> commands = machine.unreadableUpdate(from.device(), from.round(), e.rejection(), e.detail());
            execute(commands);
            invariants.afterUnreadable(from.device(), from.round(), e.rejection(), commands);
        }
    }

    private void onStatus(Address.OfStatus from, byte[] payload) {
        try {
            DeviceStatus status = StatusCodec.decode(payload, plan);
            List<Command> commands = machine.status(from.device(), status, timeline.now());
            execute(commands);
            invariants.afterStatus(from.device(), status, commands, timeline.now());
        } catch (DecodeException e) {
            throw new AssertionError("no device sends an unreadable status", e);
        }
    }

    private void execute(List<Command> commands) {
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
