package io.tinyfleet.aggregator.round;

import static io.tinyfleet.aggregator.round.RoundFixtures.A;
import static io.tinyfleet.aggregator.round.RoundFixtures.ANOTHER;
import static io.tinyfleet.aggregator.round.RoundFixtures.B;
import static io.tinyfleet.aggregator.round.RoundFixtures.C;
import static io.tinyfleet.aggregator.round.RoundFixtures.D;
import static io.tinyfleet.aggregator.round.RoundFixtures.OF_A;
import static io.tinyfleet.aggregator.round.RoundFixtures.OF_B;
import static io.tinyfleet.aggregator.round.RoundFixtures.accepted;
import static io.tinyfleet.aggregator.round.RoundFixtures.cleared;
import static io.tinyfleet.aggregator.round.RoundFixtures.conflict;
import static io.tinyfleet.aggregator.round.RoundFixtures.early;
import static io.tinyfleet.aggregator.round.RoundFixtures.global;
import static io.tinyfleet.aggregator.round.RoundFixtures.late;
import static io.tinyfleet.aggregator.round.RoundFixtures.machine;
import static io.tinyfleet.aggregator.round.RoundFixtures.malformed;
import static io.tinyfleet.aggregator.round.RoundFixtures.open;
import static io.tinyfleet.aggregator.round.RoundFixtures.published;
import static io.tinyfleet.aggregator.round.RoundFixtures.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Rejection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event in every standing. Deadline 10 s, quorum 2, two devices start, one extension. */
class RoundTableTest {
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

    private static Arguments row(Standing standing, Event event, Command... expected) {
        return arguments(standing, event, List.of(expected));
    }
}
