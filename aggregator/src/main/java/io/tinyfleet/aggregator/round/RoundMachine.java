package io.tinyfleet.aggregator.round;

import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.Update;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Coordinates the rounds of one fleet under one plan: events and the time in, commands out. What it decides depends on
 * nothing else, and what a round gives does not depend on the order in which its updates arrived.
 *
 * <p>Not thread-safe: one thread owns it.
 */
public final class RoundMachine {
    /** With it even the sum over hundreds of millions of devices is a finite float. */
    static final double LARGEST_NORM_LIMIT = 1e30;

    private final Course course;
    private RoundState state;
    private Command.@Nullable Announce announced;
    private Command.@Nullable PublishGlobal published;

    /**
     * Starts before the first round.
     *
     * @param plan its norm limit is at most 1e30
     */
    public RoundMachine(PlanInForce plan, RoundSettings settings) {
        if (plan.plan().normLimit() > LARGEST_NORM_LIMIT) {
            throw new IllegalArgumentException("norm limit must be at most " + LARGEST_NORM_LIMIT + ", but is "
                    + plan.plan().normLimit());
        }
        course = new Course(plan, settings, new Roster(plan.plan().classes()));
        state = new Gathering(course, RoundNumber.NONE, Past.NOTHING);
    }

    /** A device came or went. */
    public List<Command> status(DeviceId device, DeviceStatus status, Instant now) {
        course.roster().record(device, status);
        return go(state.rosterChanged(millis(now)));
    }

    /** An update under the plan in force. It is always answered, whatever becomes of it. */
    public List<Command> update(DeviceId device, RoundNumber round, Update update, Instant now) {
        return go(state.update(device, round, update, millis(now)));
    }

    /** Something on an update's topic that is no acceptable update. */
    public List<Command> unreadableUpdate(DeviceId device, RoundNumber round, Rejection rejection, String detail) {
        return List.of(course.reject(device, round, rejection, detail));
    }

    /** Time passed. To be called about once a second. */
    public List<Command> tick(Instant now) {
        return go(state.tick(millis(now)));
    }

    /** What has to stand retained at the broker now: for a broker that may have forgotten it. */
    public List<Command> retained() {
        List<Command> retained = new ArrayList<>();
        if (published != null) {
            retained.add(published);
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

    private List<Command> go(Transition transition) {
        state = transition.next();
        for (Command command : transition.commands()) {
            if (command instanceof Command.Announce announcement) {
                announced = announcement;
            } else if (command instanceof Command.PublishGlobal global) {
                published = global;
            }
        }
        return transition.commands();
    }

    /** Announcements carry milliseconds; the machine counts in what it announces. */
    private static Instant millis(Instant now) {
        return now.truncatedTo(ChronoUnit.MILLIS);
    }
}
