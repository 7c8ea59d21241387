package io.tinyfleet.aggregator.round;

import io.tinyfleet.aggregator.prototype.Combination;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.RoundPhase;
import io.tinyfleet.protocol.message.Update;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Coordinates the rounds of one fleet under one plan: events and the time in, commands out. What it decides depends on
 * nothing else, and what a round gives does not depend on the order in which its updates arrived.
 *
 * <p>Not thread-safe: one thread owns it.
 */
public final class RoundMachine {
    private final Course course;
    private RoundState state;
    private Command.@Nullable Announce announced;
    private Command.@Nullable PublishGlobal published;
    private Command.@Nullable ClearGlobal cleared;

    /**
     * Goes on where the ledger ends, under the same plan.
     *
     * @throws IllegalArgumentException if rounds under this plan are more than an aggregator can combine
     */
    public RoundMachine(PlanInForce plan, RoundSettings settings, Recollection recollection) {
        Combination.requireFeasible(plan.plan());
        course = new Course(
                plan,
                settings,
                new Roster(plan.plan().classes(), recollection.devices().values()));
        Past past = new Past(RoundNumber.NONE, Map.of(), recollection.memory());
        Recollection.Result result = recollection.result();
        if (result != null) {
            past = new Past(result.round(), result.updates(), recollection.memory());
            published = new Command.PublishGlobal(result.round(), result.global());
            cleared =
                    result.superseded().equals(RoundNumber.NONE) ? null : new Command.ClearGlobal(result.superseded());
        }
        Recollection.Round newest = recollection.newest();
        if (newest == null) {
            state = new Gathering(course, RoundNumber.NONE, past);
            return;
        }
        announced = new Command.Announce(newest.announcement());
        state = newest.announcement().phase() == RoundPhase.OPEN
                ? new Collecting(course, newest, past)
                : course.between(newest.announcement().round(), past);
    }

    /** A device came or went. */
    public Decision status(DeviceId device, DeviceStatus status, Instant now) {
        List<Entry> entries = new ArrayList<>(course.roster().record(device, status));
        Decision decision = go(state.rosterChanged(millis(now)));
        entries.addAll(decision.entries());
        return new Decision(entries, decision.commands());
    }

    /** An update under the plan in force. It is always answered, whatever becomes of it. */
    public Decision update(DeviceId device, RoundNumber round, Update update, Instant now) {
        return go(state.update(device, round, update, millis(now)));
    }

    /** Something on an update's topic that is no acceptable update. */
    public Decision unreadableUpdate(DeviceId device, RoundNumber round, Rejection rejection, String detail) {
        return new Decision(List.of(), List.of(course.reject(device, round, rejection, detail)));
    }

    /** Time passed. To be called about once a second. */
    public Decision tick(Instant now) {
        return go(state.tick(millis(now)));
    }

    /**
     * What makes right what is retained at the broker: for one that may have forgotten it, or may not have heard our
     * last words.
     */
    public List<Command> retained() {
        List<Command> retained = new ArrayList<>();
        if (published != null) {
            retained.add(published);
        }
        if (cleared != null) {
            retained.add(cleared);
        }
        if (announced != null) {
            retained.add(announced);
        }
        return retained;
    }

    /** Whether the last round is over. */
    public boolean isFinished() {
        return state instanceof Finished;
    }

    private Decision go(Transition transition) {
        state = transition.next();
        for (Command command : transition.commands()) {
            if (command instanceof Command.Announce announcement) {
                announced = announcement;
            } else if (command instanceof Command.PublishGlobal global) {
                published = global;
            } else if (command instanceof Command.ClearGlobal older) {
                cleared = older;
            }
        }
        return new Decision(transition.entries(), transition.commands());
    }

    /** Announcements carry milliseconds; the machine counts in what it announces. */
    private static Instant millis(Instant now) {
        return now.truncatedTo(ChronoUnit.MILLIS);
    }
}
