package io.tinyfleet.aggregator.round;

import static io.tinyfleet.aggregator.round.MachineUnderTest.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
import io.tinyfleet.protocol.message.RoundPolicy;
import io.tinyfleet.protocol.message.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Deadline 10 s, quorum 2; unless a test says otherwise two devices start, one extension, no last round. */
class RoundMachineTest {
    private static final PlanInForce PLAN = Plans.plan(2, 1, Aps.MEAN);
    private static final ClassSet BOTH = ClassSet.of(0, 1);
    private static final DeviceId A = new DeviceId("a");
    private static final DeviceId B = new DeviceId("b");
    private static final DeviceId C = new DeviceId("c");
    private static final DeviceId D = new DeviceId("d");

    /** Sum and mean: (1+3, 2+6)/2 = (2, 4). */
    private static final Update OF_A = update(1, 2);

    private static final Update OF_B = update(3, 6);
    private static final Update ANOTHER = update(9, 9);
    private static final GlobalPrototypes MEAN_OF_A_AND_B = global(2, 2, 4);

    /** Where rounds can stand when an event arrives; the event's time is 15 s after the start. */
    private enum Standing {
        BEFORE_THE_FIRST_ROUND {
            @Override
            MachineUnderTest reach() {
                MachineUnderTest machine = machine(settings(2, 1, null));
                machine.at(0).birth(A);
                return machine;
            }
        },
        /** B died in round 1, which A and B completed at 5 s. */
        GATHERING_AFTER_ROUND_1 {
            @Override
            MachineUnderTest reach() {
                MachineUnderTest machine = machine(settings(2, 1, null));
                machine.at(0).birth(A);
                machine.birth(B);
                machine.at(5).update(A, 1, OF_A);
                machine.death(B);
                machine.update(B, 1, OF_B);
                return machine;
            }
        },
        /** Opened at 5 s for A and B; A has reported. */
        COLLECTING_ROUND_2 {
            @Override
            MachineUnderTest reach() {
                MachineUnderTest machine = machine(settings(2, 1, null));
                open(machine);
                machine.at(5).update(A, 1, OF_A);
                machine.update(B, 1, OF_B);
                machine.update(A, 2, ANOTHER);
                return machine;
            }
        },
        /** The same, extended at 15 s, so that the deadline is at 25 s and no extension is left. */
        COLLECTING_ROUND_2_EXTENDED {
            @Override
            MachineUnderTest reach() {
                MachineUnderTest machine = COLLECTING_ROUND_2.reach();
                machine.at(15).tick();
                return machine;
            }
        },
        /** Round 1 was the last. */
        FINISHED {
            @Override
            MachineUnderTest reach() {
                MachineUnderTest machine = machine(settings(2, 1, RoundNumber.FIRST));
                open(machine);
                machine.at(5).update(A, 1, OF_A);
                machine.update(B, 1, OF_B);
                return machine;
            }
        };

        abstract MachineUnderTest reach();
    }

    /** What can happen. */
    private enum Event {
        BIRTH_OF_A_STRANGER,
        BIRTH_OF_A_KNOWN_DEVICE,
        DEATH,
        DEATH_OF_A_STRANGER,
        REPEATED_UPDATE_OF_ROUND_1,
        DIFFERENT_UPDATE_OF_ROUND_1,
        FIRST_UPDATE_OF_A_STRANGER_FOR_ROUND_1,
        UPDATE_OF_B_FOR_ROUND_2,
        UPDATE_OF_A_STRANGER_FOR_ROUND_2,
        REPEATED_UPDATE_OF_ROUND_2,
        DIFFERENT_UPDATE_OF_ROUND_2,
        UPDATE_OF_ROUND_3,
        UNREADABLE,
        TICK,
        LATE_TICK;

        List<Command> happenTo(MachineUnderTest machine) {
            return switch (this) {
                case BIRTH_OF_A_STRANGER -> machine.birth(C);
                case BIRTH_OF_A_KNOWN_DEVICE -> machine.birth(B);
                case DEATH -> machine.death(A);
                case DEATH_OF_A_STRANGER -> machine.death(D);
                case REPEATED_UPDATE_OF_ROUND_1 -> machine.update(A, 1, OF_A);
                case DIFFERENT_UPDATE_OF_ROUND_1 -> machine.update(A, 1, ANOTHER);
                case FIRST_UPDATE_OF_A_STRANGER_FOR_ROUND_1 -> machine.update(C, 1, OF_A);
                case UPDATE_OF_B_FOR_ROUND_2 -> machine.update(B, 2, OF_B);
                case UPDATE_OF_A_STRANGER_FOR_ROUND_2 -> machine.update(C, 2, OF_B);
                case REPEATED_UPDATE_OF_ROUND_2 -> machine.update(A, 2, ANOTHER);
                case DIFFERENT_UPDATE_OF_ROUND_2 -> machine.update(A, 2, OF_A);
                case UPDATE_OF_ROUND_3 -> machine.update(B, 3, OF_B);
                case UNREADABLE -> machine.unreadable(A, 2, Rejection.MALFORMED, "no CBOR");
                case TICK -> machine.tick();
                case LATE_TICK -> machine.at(1_000).tick();
            };
        }
    }

    /** Every standing and every event that is not in this table: no commands. */
    static Stream<Arguments> outcomes() {
        return Stream.of(
                row(Standing.BEFORE_THE_FIRST_ROUND, Event.BIRTH_OF_A_STRANGER, open(1, 0, 15, 25, "")),
                row(Standing.BEFORE_THE_FIRST_ROUND, Event.BIRTH_OF_A_KNOWN_DEVICE, open(1, 0, 15, 25, "")),
                row(Standing.BEFORE_THE_FIRST_ROUND, Event.REPEATED_UPDATE_OF_ROUND_1, early(A, 1)),
                row(Standing.BEFORE_THE_FIRST_ROUND, Event.DIFFERENT_UPDATE_OF_ROUND_1, early(A, 1)),
                row(Standing.BEFORE_THE_FIRST_ROUND, Event.FIRST_UPDATE_OF_A_STRANGER_FOR_ROUND_1, early(C, 1)),
                row(Standing.BEFORE_THE_FIRST_ROUND, Event.UPDATE_OF_B_FOR_ROUND_2, early(B, 2)),
                row(Standing.BEFORE_THE_FIRST_ROUND, Event.UPDATE_OF_A_STRANGER_FOR_ROUND_2, early(C, 2)),
                row(Standing.BEFORE_THE_FIRST_ROUND, Event.REPEATED_UPDATE_OF_ROUND_2, early(A, 2)),
                row(Standing.BEFORE_THE_FIRST_ROUND, Event.DIFFERENT_UPDATE_OF_ROUND_2, early(A, 2)),
                row(Standing.BEFORE_THE_FIRST_ROUND, Event.UPDATE_OF_ROUND_3, early(B, 3)),
                row(Standing.BEFORE_THE_FIRST_ROUND, Event.UNREADABLE, malformed()),
                //
                row(Standing.GATHERING_AFTER_ROUND_1, Event.BIRTH_OF_A_STRANGER, open(2, 1, 15, 25, "")),
                row(Standing.GATHERING_AFTER_ROUND_1, Event.BIRTH_OF_A_KNOWN_DEVICE, open(2, 1, 15, 25, "")),
                row(Standing.GATHERING_AFTER_ROUND_1, Event.REPEATED_UPDATE_OF_ROUND_1, accepted(A, 1)),
                row(Standing.GATHERING_AFTER_ROUND_1, Event.DIFFERENT_UPDATE_OF_ROUND_1, late(A, 1)),
                row(Standing.GATHERING_AFTER_ROUND_1, Event.FIRST_UPDATE_OF_A_STRANGER_FOR_ROUND_1, late(C, 1)),
                row(Standing.GATHERING_AFTER_ROUND_1, Event.UPDATE_OF_B_FOR_ROUND_2, early(B, 2)),
                row(Standing.GATHERING_AFTER_ROUND_1, Event.UPDATE_OF_A_STRANGER_FOR_ROUND_2, early(C, 2)),
                row(Standing.GATHERING_AFTER_ROUND_1, Event.REPEATED_UPDATE_OF_ROUND_2, early(A, 2)),
                row(Standing.GATHERING_AFTER_ROUND_1, Event.DIFFERENT_UPDATE_OF_ROUND_2, early(A, 2)),
                row(Standing.GATHERING_AFTER_ROUND_1, Event.UPDATE_OF_ROUND_3, early(B, 3)),
                row(Standing.GATHERING_AFTER_ROUND_1, Event.UNREADABLE, malformed()),
                //
                row(Standing.COLLECTING_ROUND_2, Event.REPEATED_UPDATE_OF_ROUND_1, accepted(A, 1)),
                row(Standing.COLLECTING_ROUND_2, Event.DIFFERENT_UPDATE_OF_ROUND_1, late(A, 1)),
                row(Standing.COLLECTING_ROUND_2, Event.FIRST_UPDATE_OF_A_STRANGER_FOR_ROUND_1, late(C, 1)),
                row(
                        Standing.COLLECTING_ROUND_2,
                        Event.UPDATE_OF_B_FOR_ROUND_2,
                        accepted(B, 2),
                        published(2, global(2, 6, 7.5f)),
                        cleared(1),
                        open(3, 2, 15, 25, "")),
                row(Standing.COLLECTING_ROUND_2, Event.UPDATE_OF_A_STRANGER_FOR_ROUND_2, accepted(C, 2)),
                row(Standing.COLLECTING_ROUND_2, Event.REPEATED_UPDATE_OF_ROUND_2, accepted(A, 2)),
                row(Standing.COLLECTING_ROUND_2, Event.DIFFERENT_UPDATE_OF_ROUND_2, conflict(A, 2)),
                row(Standing.COLLECTING_ROUND_2, Event.UPDATE_OF_ROUND_3, early(B, 3)),
                row(Standing.COLLECTING_ROUND_2, Event.UNREADABLE, malformed()),
                row(
                        Standing.COLLECTING_ROUND_2,
                        Event.TICK,
                        open(2, 1, 5, 25, "round 2 has 1 of at least 2 updates, extended (1 of 1)")),
                row(
                        Standing.COLLECTING_ROUND_2,
                        Event.LATE_TICK,
                        open(2, 1, 5, 1_010, "round 2 has 1 of at least 2 updates, extended (1 of 1)")),
                //
                row(Standing.COLLECTING_ROUND_2_EXTENDED, Event.REPEATED_UPDATE_OF_ROUND_1, accepted(A, 1)),
                row(Standing.COLLECTING_ROUND_2_EXTENDED, Event.DIFFERENT_UPDATE_OF_ROUND_1, late(A, 1)),
                row(Standing.COLLECTING_ROUND_2_EXTENDED, Event.FIRST_UPDATE_OF_A_STRANGER_FOR_ROUND_1, late(C, 1)),
                row(
                        Standing.COLLECTING_ROUND_2_EXTENDED,
                        Event.UPDATE_OF_B_FOR_ROUND_2,
                        accepted(B, 2),
                        published(2, global(2, 6, 7.5f)),
                        cleared(1),
                        open(3, 2, 15, 25, "")),
                row(Standing.COLLECTING_ROUND_2_EXTENDED, Event.UPDATE_OF_A_STRANGER_FOR_ROUND_2, accepted(C, 2)),
                row(Standing.COLLECTING_ROUND_2_EXTENDED, Event.REPEATED_UPDATE_OF_ROUND_2, accepted(A, 2)),
                row(Standing.COLLECTING_ROUND_2_EXTENDED, Event.DIFFERENT_UPDATE_OF_ROUND_2, conflict(A, 2)),
                row(Standing.COLLECTING_ROUND_2_EXTENDED, Event.UPDATE_OF_ROUND_3, early(B, 3)),
                row(Standing.COLLECTING_ROUND_2_EXTENDED, Event.UNREADABLE, malformed()),
                row(
                        Standing.COLLECTING_ROUND_2_EXTENDED,
                        Event.LATE_TICK,
                        open(3, 1, 1_000, 1_010, "round 2 has 1 of at least 2 updates after 1 extensions, skipped")),
                //
                row(Standing.FINISHED, Event.REPEATED_UPDATE_OF_ROUND_1, accepted(A, 1)),
                row(Standing.FINISHED, Event.DIFFERENT_UPDATE_OF_ROUND_1, late(A, 1)),
                row(Standing.FINISHED, Event.FIRST_UPDATE_OF_A_STRANGER_FOR_ROUND_1, late(C, 1)),
                row(Standing.FINISHED, Event.UPDATE_OF_B_FOR_ROUND_2, early(B, 2)),
                row(Standing.FINISHED, Event.UPDATE_OF_A_STRANGER_FOR_ROUND_2, early(C, 2)),
                row(Standing.FINISHED, Event.REPEATED_UPDATE_OF_ROUND_2, early(A, 2)),
                row(Standing.FINISHED, Event.DIFFERENT_UPDATE_OF_ROUND_2, early(A, 2)),
                row(Standing.FINISHED, Event.UPDATE_OF_ROUND_3, early(B, 3)),
                row(Standing.FINISHED, Event.UNREADABLE, malformed()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("outcomes")
    void everyEventHasItsOutcome(Standing standing, Event event, List<Command> expected) {
        assertThat(event.happenTo(standing.reach().at(15))).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void otherEventsHaveNoOutcome(Standing standing) {
        for (Event event : Event.values()) {
            if (outcomes().noneMatch(row -> row.get()[0] == standing && row.get()[1] == event)) {
                assertThat(event.happenTo(standing.reach().at(15)))
                        .as("%s: %s", standing, event)
                        .isEmpty();
            }
        }
    }

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
        PlanInForce boundless = Plans.plan(2, 1, Aps.SUM, new RoundPolicy(Duration.ofSeconds(1), 1), Float.MAX_VALUE);
        assertThatThrownBy(() -> new RoundMachine(boundless, settings(1, 0, null), Recollection.NOTHING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("norm limit must be at most 1.0E30");
    }

    private static Arguments row(Standing standing, Event event, Command... expected) {
        return arguments(standing, event, List.of(expected));
    }

    private static MachineUnderTest machine(RoundSettings settings) {
        return new MachineUnderTest(PLAN, settings, BOTH);
    }

    private static RoundSettings settings(int startWith, int mostExtensions, @Nullable RoundNumber last) {
        return new RoundSettings(startWith, mostExtensions, last);
    }

    private static void open(MachineUnderTest machine) {
        machine.at(0).birth(A);
        machine.birth(B);
    }

    private static Online online() {
        return new Online(PLAN.hash(), "agent", "model", BOTH);
    }

    private static Update update(float first, float second) {
        return Plans.update(PLAN, BOTH, first, second);
    }

    private static GlobalPrototypes global(int contributors, float first, float second) {
        return new GlobalPrototypes(
                PLAN.hash(), Plans.prototypes(BOTH, first, second), List.of(contributors, contributors));
    }

    private static Command open(int round, int basis, long openedAt, long deadline, String note) {
        return new Command.Announce(new RoundAnnouncement(
                PLAN.hash(),
                new RoundNumber(round),
                RoundPhase.OPEN,
                new RoundNumber(basis),
                START.plusSeconds(openedAt),
                START.plusSeconds(deadline),
                note));
    }

    private static Command over(int round, RoundPhase phase, int basis, long at, String note) {
        Instant when = START.plusSeconds(at);
        return new Command.Announce(new RoundAnnouncement(
                PLAN.hash(), new RoundNumber(round), phase, new RoundNumber(basis), when, when, note));
    }

    private static Command published(int round, GlobalPrototypes global) {
        return new Command.PublishGlobal(new RoundNumber(round), global);
    }

    private static Command cleared(int round) {
        return new Command.ClearGlobal(new RoundNumber(round));
    }

    private static Command accepted(DeviceId device, int round) {
        return new Command.Answer(device, Receipt.accepted(PLAN.hash(), new RoundNumber(round)));
    }

    private static Command rejected(DeviceId device, int round, Rejection why, String detail) {
        return new Command.Answer(device, Receipt.rejected(PLAN.hash(), new RoundNumber(round), why, detail));
    }

    private static Command early(DeviceId device, int round) {
        return rejected(device, round, Rejection.EARLY, "round " + round + " is not open yet");
    }

    private static Command late(DeviceId device, int round) {
        return rejected(device, round, Rejection.LATE, "round " + round + " is over");
    }

    private static Command conflict(DeviceId device, int round) {
        return rejected(
                device,
                round,
                Rejection.CONFLICT,
                "another update of " + device + " for round " + round + " was accepted before");
    }

    private static Command malformed() {
        return rejected(A, 2, Rejection.MALFORMED, "no CBOR");
    }
}
