package io.tinyfleet.aggregator.round;

import static io.tinyfleet.aggregator.round.MachineUnderTest.START;
import static io.tinyfleet.aggregator.round.RoundFixtures.A;
import static io.tinyfleet.aggregator.round.RoundFixtures.B;
import static io.tinyfleet.aggregator.round.RoundFixtures.BOTH;
import static io.tinyfleet.aggregator.round.RoundFixtures.C;
import static io.tinyfleet.aggregator.round.RoundFixtures.D;
import static io.tinyfleet.aggregator.round.RoundFixtures.MEAN_OF_A_AND_B;
import static io.tinyfleet.aggregator.round.RoundFixtures.OF_A;
import static io.tinyfleet.aggregator.round.RoundFixtures.OF_B;
import static io.tinyfleet.aggregator.round.RoundFixtures.PLAN;
import static io.tinyfleet.aggregator.round.RoundFixtures.accepted;
import static io.tinyfleet.aggregator.round.RoundFixtures.cleared;
import static io.tinyfleet.aggregator.round.RoundFixtures.global;
import static io.tinyfleet.aggregator.round.RoundFixtures.late;
import static io.tinyfleet.aggregator.round.RoundFixtures.machine;
import static io.tinyfleet.aggregator.round.RoundFixtures.online;
import static io.tinyfleet.aggregator.round.RoundFixtures.open;
import static io.tinyfleet.aggregator.round.RoundFixtures.over;
import static io.tinyfleet.aggregator.round.RoundFixtures.published;
import static io.tinyfleet.aggregator.round.RoundFixtures.settings;
import static io.tinyfleet.aggregator.round.RoundFixtures.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.aggregator.Plans;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import io.tinyfleet.protocol.message.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Deadline 10 s, quorum 2; unless a test says otherwise two devices start, one extension, no last round. */
class RoundMachineTest {
    @Test
    void nothingIsRetainedBeforeTheFirstRound() {
        assertThat(machine(settings(2, 1, null)).retained()).isEmpty();
    }

    @Test
    void deadlineWithQuorumPublishesWhatThereIs() {
        MachineUnderTest machine = machine(settings(3, 1, null));
        open(machine);
        machine.birth(C);
        machine.at(1).update(B, 1, OF_B);
        machine.update(A, 1, OF_A);

        assertThat(machine.at(10).tick()).containsExactly(published(1, MEAN_OF_A_AND_B), open(2, 1, 10, 20, ""));
    }

    @Test
    void updateAfterTheDeadlineCountsUntilTheRoundCloses() {
        MachineUnderTest machine = machine(settings(2, 1, null));
        open(machine);
        machine.at(11).update(A, 1, OF_A);

        assertThat(machine.at(12).update(B, 1, OF_B))
                .containsExactly(accepted(B, 1), published(1, MEAN_OF_A_AND_B), open(2, 1, 12, 22, ""));
    }

    @Test
    void deviceBornInARoundIsNotWaitedForAndCountsIfItReports() {
        MachineUnderTest machine = machine(settings(2, 1, null));
        open(machine);

        assertThat(machine.at(1).birth(C)).isEmpty();
        assertThat(machine.update(C, 1, update(5, 7))).containsExactly(accepted(C, 1));
        machine.update(A, 1, OF_A);
        assertThat(machine.update(B, 1, OF_B))
                .containsExactly(accepted(B, 1), published(1, global(3, 3, 5)), open(2, 1, 1, 11, ""));
        assertThat(machine.update(A, 2, OF_A)).containsExactly(accepted(A, 2));
        assertThat(machine.update(B, 2, OF_B)).as("C is waited for now").containsExactly(accepted(B, 2));
    }

    @Test
    void deviceThatDiesInARoundAndReturnsIsStillWaitedFor() {
        MachineUnderTest machine = machine(settings(2, 1, null));
        open(machine);
        machine.at(1).death(B);

        assertThat(machine.update(A, 1, OF_A)).containsExactly(accepted(A, 1));
        assertThat(machine.at(2).birth(B)).isEmpty();
        assertThat(machine.at(3).update(B, 1, OF_B))
                .containsExactly(accepted(B, 1), published(1, MEAN_OF_A_AND_B), open(2, 1, 3, 13, ""));
    }

    @Test
    void firstRoundWaitsForStartWithEvenAboveTheQuorum() {
        MachineUnderTest machine = machine(settings(3, 1, null));

        assertThat(machine.birth(A)).isEmpty();
        assertThat(machine.birth(B)).isEmpty();
        assertThat(machine.birth(B)).as("again").isEmpty();
        assertThat(machine.birth(C)).containsExactly(open(1, 0, 0, 10, ""));
    }

    @Test
    void firstRoundBelowTheQuorumWaitsForOthers() {
        MachineUnderTest machine = machine(settings(1, 1, null));

        assertThat(machine.birth(A)).containsExactly(open(1, 0, 0, 10, ""));
        assertThat(machine.at(1).update(A, 1, OF_A)).containsExactly(accepted(A, 1));
        machine.at(2).birth(B);
        assertThat(machine.at(3).update(B, 1, OF_B))
                .containsExactly(accepted(B, 1), published(1, MEAN_OF_A_AND_B), open(2, 1, 3, 13, ""));
    }

    @Test
    void laterRoundsNeedOnlyTheQuorum() {
        MachineUnderTest machine = machine(settings(3, 0, null));
        open(machine);
        machine.birth(C);
        machine.at(1).update(A, 1, OF_A);
        machine.update(B, 1, OF_B);
        machine.death(C);

        assertThat(machine.at(10).tick()).containsExactly(published(1, MEAN_OF_A_AND_B), open(2, 1, 10, 20, ""));
    }

    @Test
    void everyExtensionIsUsedBeforeARoundIsSkipped() {
        MachineUnderTest machine = machine(settings(2, 2, null));
        open(machine);

        assertThat(machine.at(10).tick())
                .containsExactly(open(1, 0, 0, 20, "round 1 has 0 of at least 2 updates, extended (1 of 2)"));
        assertThat(machine.at(19).tick()).isEmpty();
        assertThat(machine.at(20).tick())
                .containsExactly(open(1, 0, 0, 30, "round 1 has 0 of at least 2 updates, extended (2 of 2)"));
        assertThat(machine.at(30).tick())
                .containsExactly(open(2, 0, 30, 40, "round 1 has 0 of at least 2 updates after 2 extensions, skipped"));
    }

    @Test
    void skippedRoundIsAnnouncedIfNoOtherOpens() {
        MachineUnderTest machine = machine(settings(2, 0, null));
        open(machine);
        machine.at(1).update(A, 1, OF_A);
        machine.death(B);

        assertThat(machine.at(10).tick())
                .containsExactly(over(
                        1,
                        RoundPhase.SKIPPED,
                        0,
                        10,
                        "round 1 has 1 of at least 2 updates after 0 extensions, skipped"));
        assertThat(machine.update(A, 1, OF_A))
                .as("what a skipped round had is dropped")
                .containsExactly(late(A, 1));
        assertThat(machine.at(12).birth(B)).containsExactly(open(2, 0, 12, 22, ""));
    }

    @Test
    void lastRoundCanBeSkipped() {
        MachineUnderTest machine = machine(settings(2, 0, RoundNumber.FIRST));
        open(machine);

        assertThat(machine.isFinished()).isFalse();
        assertThat(machine.at(10).tick())
                .containsExactly(over(
                        1,
                        RoundPhase.SKIPPED,
                        0,
                        10,
                        "round 1 has 0 of at least 2 updates after 0 extensions, skipped"));
        assertThat(machine.isFinished()).isTrue();
    }

    @Test
    void lastRoundIsAnnouncedAsPublished() {
        MachineUnderTest machine = machine(settings(2, 0, RoundNumber.FIRST));
        open(machine);
        machine.at(1).update(A, 1, OF_A);

        assertThat(machine.update(B, 1, OF_B))
                .containsExactly(
                        accepted(B, 1), published(1, MEAN_OF_A_AND_B), over(1, RoundPhase.PUBLISHED, 1, 1, ""));
        assertThat(machine.isFinished()).isTrue();
    }

    @Test
    void basisStaysWithTheLastPublishedRoundWhileRoundsAreSkipped() {
        MachineUnderTest machine = machine(settings(2, 0, null));
        open(machine);
        machine.at(1).update(A, 1, OF_A);
        machine.update(B, 1, OF_B);
        machine.at(11).tick();

        assertThat(machine.at(21).tick())
                .containsExactly(open(4, 1, 21, 31, "round 3 has 0 of at least 2 updates after 0 extensions, skipped"));
        assertThat(machine.retained()).contains(published(1, MEAN_OF_A_AND_B));
        assertThat(machine.update(A, 1, OF_A)).containsExactly(accepted(A, 1));
        machine.update(A, 4, OF_A);
        assertThat(machine.update(B, 4, OF_B))
                .containsExactly(accepted(B, 4), published(4, MEAN_OF_A_AND_B), cleared(1), open(5, 4, 21, 31, ""));
        assertThat(machine.update(A, 1, OF_A)).as("no longer remembered").containsExactly(late(A, 1));
    }

    @Test
    void timesAreAnnouncedAndCountedInMilliseconds() {
        MachineUnderTest machine = machine(settings(1, 0, null));
        Instant whole = START.plusMillis(1);

        assertThat(machine.at(Duration.ofNanos(1_999_999)).birth(A))
                .containsExactly(new Command.Announce(new RoundAnnouncement(
                        PLAN.hash(),
                        RoundNumber.FIRST,
                        RoundPhase.OPEN,
                        RoundNumber.NONE,
                        whole,
                        whole.plusSeconds(10),
                        "")));
        assertThat(machine.at(Duration.ofNanos(10_000_999_999L)).tick()).isEmpty();
        assertThat(machine.at(Duration.ofMillis(10_001)).tick()).isNotEmpty();
    }

    @Test
    void sumCountsDevicesThatWereSeenBeforeAndAreAway() {
        PlanInForce plan = Plans.plan(2, 1, Aps.SUM);
        MachineUnderTest machine = new MachineUnderTest(plan, settings(3, 0, RoundNumber.FIRST), BOTH);
        open(machine);
        machine.birth(C);
        machine.death(C);
        machine.update(A, 1, Plans.update(plan, BOTH, 1, 2));
        machine.update(B, 1, Plans.update(plan, BOTH, 3, 6));

        assertThat(machine.at(10).tick())
                .contains(
                        published(1, new GlobalPrototypes(plan.hash(), Plans.prototypes(BOTH, 6, 12), List.of(2, 2))));
    }

    /** In double 10²⁰ + 1 − 10²⁰ is 0, but 10²⁰ − 10²⁰ + 1 is 1: in another order than that of ids it would show. */
    @Test
    void orderOfArrivalDoesNotChangeABit() {
        List<DeviceId> devices = new ArrayList<>(List.of(A, B, C, D));
        Random random = new Random(1);
        for (int permutation = 0; permutation < 50; permutation++) {
            Collections.shuffle(devices, random);
            MachineUnderTest machine = machine(settings(4, 0, RoundNumber.FIRST));
            List.of(A, B, C, D).forEach(machine::birth);
            List<Command> commands = new ArrayList<>();
            for (DeviceId device : devices) {
                Update update =
                        switch (device.value()) {
                            case "a" -> update(1e20f, 0.1f);
                            case "b" -> update(1, 0.2f);
                            case "c" -> update(-1e20f, 0.3f);
                            default -> update(2, 1e9f);
                        };
                commands.addAll(machine.update(device, 1, update));
                commands.addAll(machine.update(device, 1, update));
            }
            double second = 0;
            for (float value : new float[] {0.1f, 0.2f, 0.3f, 1e9f}) {
                second += value;
            }
            assertThat(commands).as("arrival %s", devices).contains(published(1, global(4, 0.5f, (float)
                    (second / 4))));
        }
    }

    @Test
    void devicesBeyondWhatAnAggregatorIsMadeForAreNotWaitedFor() {
        Roster roster = new Roster(2, List.of());
        for (int i = 0; i < Roster.MOST_DEVICES; i++) {
            roster.record(new DeviceId("d" + i), online());
        }
        roster.record(new DeviceId("one-too-many"), online());
        roster.record(new DeviceId("d0"), online());

        assertThat(roster.onlineCount()).isEqualTo(Roster.MOST_DEVICES);
        assertThat(roster.holders()).containsExactly(Roster.MOST_DEVICES, Roster.MOST_DEVICES);
    }

    @Test
    void settingsAndLimitsAreChecked() {
        assertThatThrownBy(() -> settings(0, 0, null)).hasMessage("startWith must be 1 or more, but is 0");
        assertThatThrownBy(() -> settings(1, -1, null)).hasMessage("mostExtensions must be 0 or more, but is -1");
        PlanInForce endless = Plans.plan(Method.TINYPROTO_FT, 2, 2_300);
        assertThatThrownBy(() -> new RoundMachine(endless, settings(1, 0, null), Recollection.NOTHING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 10000000 parameters");
    }
}
