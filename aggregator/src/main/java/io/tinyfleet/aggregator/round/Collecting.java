package io.tinyfleet.aggregator.round;

import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import io.tinyfleet.protocol.message.RoundPolicy;
import io.tinyfleet.protocol.message.SharedModel;
import io.tinyfleet.protocol.message.Update;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A round is open. Owns its updates, in the order of device ids, which is the order in which they are summed. */
final class Collecting implements RoundState {
    private final Course course;
    private final RoundNumber round;
    private final Past past;
    private final Instant openedAt;
    private final Set<DeviceId> missing;
    private final SortedMap<DeviceId, Update> updates = new TreeMap<>();
    private Instant deadline;
    private int extensions;

    /** Opens a round that waits for {@code expected}. */
    Collecting(Course course, RoundNumber round, Past past, Instant openedAt, Set<DeviceId> expected) {
        this.course = course;
        this.round = round;
        this.past = past;
        this.openedAt = openedAt;
        missing = new HashSet<>(expected);
        deadline = openedAt.plus(policy().deadline());
    }

    /** Goes on with a round that was open when the ledger was last written. */
    Collecting(Course course, Recollection.Round open, Past past) {
        this.course = course;
        this.past = past;
        round = open.announcement().round();
        openedAt = open.announcement().openedAt();
        deadline = open.announcement().deadline();
        extensions = open.extensions();
        updates.putAll(open.updates());
        missing = new HashSet<>(open.expected());
        missing.removeAll(updates.keySet());
    }

    private RoundPolicy policy() {
        return course.plan().plan().rounds();
    }

    RoundAnnouncement announcement(String note) {
        return new RoundAnnouncement(
                course.plan().hash(), round, RoundPhase.OPEN, past.basis(), openedAt, deadline, note);
    }

    /** Who is expected was settled when the round opened. */
    @Override
    public Transition rosterChanged(Instant now) {
        return Transition.to(this);
    }

    @Override
    public Transition update(DeviceId device, RoundNumber round, Update update, Instant now) {
        if (!round.equals(this.round)) {
            return Transition.to(this, course.answerOutsideOpenRound(device, round, update, this.round, past));
        }
        String unlike = unlikeTheOthers(update);
        if (unlike != null) {
            return Transition.to(this, course.reject(device, round, Rejection.WRONG_SHAPE, unlike));
        }
        Update earlier = updates.putIfAbsent(device, update);
        if (earlier != null) {
            return Transition.to(this, answerAnother(device, earlier, update));
        }
        missing.remove(device);
        return closeIfComplete(course.accept(device, round), now)
                .afterNoting(new Entry.Accepted(round, device, update));
    }

    /** Models can only be averaged with their like; {@code null} if this one can. */
    private @Nullable String unlikeTheOthers(Update update) {
        SharedModel model = update.model();
        SharedModel first =
                updates.values().stream().findFirst().map(Update::model).orElse(null);
        return model == null || first == null || model.size() == first.size()
                ? null
                : "a model of " + model.size() + " values cannot be averaged with models of " + first.size()
                        + " values: the devices of a fedavg fleet have one architecture";
    }

    private Command answerAnother(DeviceId device, Update earlier, Update another) {
        return earlier.equals(another)
                ? course.accept(device, round)
                : course.reject(
                        device,
                        round,
                        Rejection.CONFLICT,
                        "another update of " + device + " for round " + round + " was accepted before");
    }

    /** The first round may open for fewer devices than the quorum; it then waits for others. */
    private Transition closeIfComplete(Command answer, Instant now) {
        return missing.isEmpty() && updates.size() >= policy().quorum()
                ? course.publish(round, updates, past, now).after(answer)
                : Transition.to(this, answer);
    }

    @Override
    public Transition tick(Instant now) {
        if (now.isBefore(deadline)) {
            return Transition.to(this);
        }
        if (updates.size() >= policy().quorum()) {
            return course.publish(round, updates, past, now);
        }
        String shortfall =
                "round " + round + " has " + updates.size() + " of at least " + policy().quorum() + " updates";
        if (extensions < course.settings().mostExtensions()) {
            extensions++;
            deadline = now.plus(policy().deadline());
            RoundAnnouncement extended = announcement(shortfall + ", extended (" + extensions + " of "
                    + course.settings().mostExtensions() + ")");
            return Transition.to(this, new Command.Announce(extended))
                    .afterNoting(new Entry.Extended(extended, extensions));
        }
        return course.skip(round, shortfall + " after " + extensions + " extensions, skipped", updates, past, now);
    }
}
