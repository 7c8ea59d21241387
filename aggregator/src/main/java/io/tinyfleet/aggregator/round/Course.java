package io.tinyfleet.aggregator.round;

import io.tinyfleet.aggregator.prototype.Combination;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import io.tinyfleet.protocol.message.Update;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * What outlives a single round, and the rule for what comes after one.
 *
 * @param plan in force for the whole course
 * @param settings how rounds are run
 * @param roster who is there, kept up to date by the machine
 */
record Course(PlanInForce plan, RoundSettings settings, Roster roster) {
    /** A round has its updates: combine them, publish, go on. */
    Transition publish(RoundNumber round, SortedMap<DeviceId, Update> updates, Past past, Instant now) {
        Combination combination = Combination.of(plan, past.memory(), round, updates, roster.holders());
        GlobalPrototypes global = combination.global();
        List<Command> results = new ArrayList<>();
        results.add(new Command.PublishGlobal(round, global));
        if (!past.basis().equals(RoundNumber.NONE)) {
            results.add(new Command.ClearGlobal(past.basis()));
        }
        Past from = new Past(round, updates, combination.memory());
        RoundAnnouncement closing = closing(round, RoundPhase.PUBLISHED, "", from, now);
        return goOn(closing, from, now)
                .after(results)
                .afterNoting(new Entry.Published(closing, global, combination.memory()));
    }

    /** A round is given up; nothing is combined of what devices sent for it. */
    Transition skip(RoundNumber round, String why, SortedMap<DeviceId, Update> updates, Past past, Instant now) {
        RoundAnnouncement closing = closing(round, RoundPhase.SKIPPED, why, past, now);
        Past from = new Past(past.basis(), past.updates(), past.memory().withAccepted(plan.plan(), round, updates));
        return goOn(closing, from, now).afterNoting(new Entry.Skipped(closing, from.memory()));
    }

    /** The next round's opening says enough of how the last one ended; without a next one that is announced. */
    private Transition goOn(RoundAnnouncement closing, Past past, Instant now) {
        RoundNumber over = closing.round();
        if (!isLast(over) && roster.onlineCount() >= plan.plan().rounds().quorum()) {
            return open(over.next(), past, now, closing.note());
        }
        return Transition.to(between(over, past), new Command.Announce(closing));
    }

    /** No round is open and {@code over} is the newest that was. */
    RoundState between(RoundNumber over, Past past) {
        return isLast(over) ? new Finished(this, over, past) : new Gathering(this, over, past);
    }

    private boolean isLast(RoundNumber over) {
        return settings.lastRound() != null && !over.isBefore(settings.lastRound());
    }

    private RoundAnnouncement closing(RoundNumber over, RoundPhase how, String note, Past past, Instant now) {
        return new RoundAnnouncement(plan.hash(), over, how, past.basis(), now, now, note);
    }

    /** Opens a round for everybody who is online now. */
    Transition open(RoundNumber round, Past past, Instant now, String note) {
        Set<DeviceId> expected = roster.online();
        Collecting collecting = new Collecting(this, round, past, now, expected);
        RoundAnnouncement announcement = collecting.announcement(note);
        return Transition.to(collecting, new Command.Announce(announcement))
                .afterNoting(new Entry.Opened(announcement, expected));
    }

    Command accept(DeviceId device, RoundNumber round) {
        return new Command.Answer(device, Receipt.accepted(plan.hash(), round));
    }

    Command reject(DeviceId device, RoundNumber round, Rejection rejection, String detail) {
        return new Command.Answer(device, Receipt.rejected(plan.hash(), round, rejection, detail));
    }

    /** Answers an update for a round that is not open; {@code newest} is the newest round that ever was. */
    Command answerOutsideOpenRound(DeviceId device, RoundNumber round, Update update, RoundNumber newest, Past past) {
        if (newest.isBefore(round)) {
            return reject(device, round, Rejection.EARLY, "round " + round + " is not open yet");
        }
        return past.accepted(device, round, update)
                ? accept(device, round)
                : reject(device, round, Rejection.LATE, "round " + round + " is over");
    }
}
