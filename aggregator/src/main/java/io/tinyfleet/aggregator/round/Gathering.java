package io.tinyfleet.aggregator.round;

import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Update;
import java.time.Instant;

/**
 * No round is open: too few devices are online.
 *
 * @param over the newest round that is over; {@link RoundNumber#NONE} before the first
 */
record Gathering(Course course, RoundNumber over, Past past) implements RoundState {
    @Override
    public Transition rosterChanged(Instant now) {
        int needed = over.equals(RoundNumber.NONE)
                ? course.settings().startWith()
                : course.plan().plan().rounds().quorum();
        return course.roster().onlineCount() >= needed ? course.open(over.next(), past, now, "") : Transition.to(this);
    }

    @Override
    public Transition update(DeviceId device, RoundNumber round, Update update, Instant now) {
        return Transition.to(this, course.answerOutsideOpenRound(device, round, update, over, past));
    }

    @Override
    public Transition tick(Instant now) {
        return Transition.to(this);
    }
}
