package io.tinyfleet.aggregator.round;

import io.tinyfleet.aggregator.prototype.PrototypeSums;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import io.tinyfleet.protocol.message.Update;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
        PrototypeSums sums = new PrototypeSums(plan);
        updates.values().forEach(update -> sums.add(update.prototypes()));
        List<Command> results = new ArrayList<>();
        results.add(new Command.PublishGlobal(round, sums.toGlobal(roster.holders())));
        if (!past.basis().equals(RoundNumber.NONE)) {
            results.add(new Command.ClearGlobal(past.basis()));
        }
        return goOn(round, RoundPhase.PUBLISHED, "", new Past(round, updates), now)
                .after(results);
    }

    /** A round is given up; what devices sent for it is dropped. */
    Transition skip(RoundNumber round, String why, Past past, Instant now) {
        return goOn(round, RoundPhase.SKIPPED, why, past, now);
    }

    /** The next round's opening says enough of how the last one ended; without a next one that is announced. */
    private Transition goOn(RoundNumber over, RoundPhase how, String note, Past past, Instant now) {
        boolean last = settings.lastRound() != null && !over.isBefore(settings.lastRound());
        if (!last && roster.onlineCount() >= plan.plan().rounds().quorum()) {
            return open(over.next(), past, now, note);
        }
        Command announcement =
                new Command.Announce(new RoundAnnouncement(plan.hash(), over, how, past.basis(), now, now, note));
        return Transition.to(last ? new Finished(this, over, past) : new Gathering(this, over, past), announcement);
    }

    /** Opens a round for everybody who is online now. */
    Transition open(RoundNumber round, Past past, Instant now, String note) {
        Collecting collecting = new Collecting(this, round, past, now);
        return Transition.to(collecting, collecting.announce(note));
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
