package io.tinyfleet.aggregator.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.DeviceStatus.Offline;
import io.tinyfleet.protocol.message.DeviceStatus.Online;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A machine with a hand-moved clock; checks after every event that what is retained is the last that was
 * published, also after a crash. */
final class MachineUnderTest {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final RoundSettings settings;
    private final RememberingLedger ledger;
    private RoundMachine machine;
    private final PlanInForce plan;
    private final ClassSet classesHeld;
    private final List<Command> all = new ArrayList<>();
    private Instant now = START;

    MachineUnderTest(PlanInForce plan, RoundSettings settings, ClassSet classesHeld) {
        machine = new RoundMachine(plan, settings, Recollection.NOTHING);
        ledger = new RememberingLedger(plan.hash());
        this.settings = settings;
        this.plan = plan;
        this.classesHeld = classesHeld;
    }

    MachineUnderTest at(Duration sinceStart) {
        now = START.plus(sinceStart);
        return this;
    }

    MachineUnderTest at(long seconds) {
        return at(Duration.ofSeconds(seconds));
    }

    List<Command> birth(DeviceId device) {
        return checked(machine.status(device, new Online(plan.hash(), "test-agent 1", "test-model", classesHeld), now));
    }

    List<Command> death(DeviceId device) {
        return checked(machine.status(device, new Offline(), now));
    }

    List<Command> update(DeviceId device, int round, Update update) {
        return checked(machine.update(device, new RoundNumber(round), update, now));
    }

    List<Command> unreadable(DeviceId device, int round, Rejection rejection, String detail) {
        return checked(machine.unreadableUpdate(device, new RoundNumber(round), rejection, detail));
    }

    List<Command> tick() {
        return checked(machine.tick(now));
    }

    List<Command> retained() {
        return machine.retained();
    }

    boolean isFinished() {
        return machine.isFinished();
    }

    /** From now on another machine, which knows only what the ledger knows. */
    MachineUnderTest crash() {
        machine = new RoundMachine(plan, settings, ledger.recall());
        return this;
    }

    private List<Command> checked(Decision decision) {
        ledger.record(decision.entries());
        List<Command> commands = decision.commands();
        all.addAll(commands);
        List<Command> retained = new ArrayList<>();
        last(Command.PublishGlobal.class).ifPresent(retained::add);
        last(Command.ClearGlobal.class).ifPresent(retained::add);
        last(Command.Announce.class).ifPresent(retained::add);
        assertThat(machine.retained()).isEqualTo(retained);
        assertThat(new RoundMachine(plan, settings, ledger.recall()).retained())
                .as("after a crash")
                .isEqualTo(retained);
        return commands;
    }

    private Optional<Command> last(Class<? extends Command> kind) {
        return all.stream().filter(kind::isInstance).reduce((earlier, later) -> later);
    }
}
