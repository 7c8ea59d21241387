package io.tinyfleet.aggregator.round;

import static io.tinyfleet.aggregator.round.MachineUnderTest.START;

import io.tinyfleet.aggregator.Plans;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.DeviceStatus.Online;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import io.tinyfleet.protocol.message.Update;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Devices, updates, and the commands that tests expect. Deadline 10 s, quorum 2. */
final class RoundFixtures {
    static final PlanInForce PLAN = Plans.plan(2, 1, Aps.MEAN);
    static final ClassSet BOTH = ClassSet.of(0, 1);
    static final DeviceId A = new DeviceId("a");
    static final DeviceId B = new DeviceId("b");
    static final DeviceId C = new DeviceId("c");
    static final DeviceId D = new DeviceId("d");

    /** Sum and mean: (1+3, 2+6)/2 = (2, 4). */
    static final Update OF_A = update(1, 2);

    static final Update OF_B = update(3, 6);
    static final Update ANOTHER = update(9, 9);
    static final GlobalPrototypes MEAN_OF_A_AND_B = global(2, 2, 4);

    private RoundFixtures() {}

    static MachineUnderTest machine(RoundSettings settings) {
        return new MachineUnderTest(PLAN, settings, BOTH);
    }

    static RoundSettings settings(int startWith, int mostExtensions, @Nullable RoundNumber last) {
        return new RoundSettings(startWith, mostExtensions, last);
    }

    static void open(MachineUnderTest machine) {
        machine.at(0).birth(A);
        machine.birth(B);
    }

    static Online online() {
        return new Online(PLAN.hash(), "agent", "model", BOTH);
    }

    static Update update(float first, float second) {
        return Plans.update(PLAN, BOTH, first, second);
    }

    static GlobalPrototypes global(int contributors, float first, float second) {
        return new GlobalPrototypes(
                PLAN.hash(), Plans.prototypes(BOTH, first, second), List.of(contributors, contributors));
    }

    static Command open(int round, int basis, long openedAt, long deadline, String note) {
        return new Command.Announce(new RoundAnnouncement(
                PLAN.hash(),
                new RoundNumber(round),
                RoundPhase.OPEN,
                new RoundNumber(basis),
                START.plusSeconds(openedAt),
                START.plusSeconds(deadline),
                note));
    }

    static Command over(int round, RoundPhase phase, int basis, long at, String note) {
        Instant when = START.plusSeconds(at);
        return new Command.Announce(new RoundAnnouncement(
                PLAN.hash(), new RoundNumber(round), phase, new RoundNumber(basis), when, when, note));
    }

    static Command published(int round, GlobalPrototypes global) {
        return new Command.PublishGlobal(new RoundNumber(round), global);
    }

    static Command cleared(int round) {
        return new Command.ClearGlobal(new RoundNumber(round));
    }

    static Command accepted(DeviceId device, int round) {
        return new Command.Answer(device, Receipt.accepted(PLAN.hash(), new RoundNumber(round)));
    }

    static Command rejected(DeviceId device, int round, Rejection why, String detail) {
        return new Command.Answer(device, Receipt.rejected(PLAN.hash(), new RoundNumber(round), why, detail));
    }

    static Command early(DeviceId device, int round) {
        return rejected(device, round, Rejection.EARLY, "round " + round + " is not open yet");
    }

    static Command late(DeviceId device, int round) {
        return rejected(device, round, Rejection.LATE, "round " + round + " is over");
    }

    static Command conflict(DeviceId device, int round) {
        return rejected(
                device,
                round,
                Rejection.CONFLICT,
                "another update of " + device + " for round " + round + " was accepted before");
    }

    static Command malformed() {
        return rejected(A, 2, Rejection.MALFORMED, "no CBOR");
    }
}
