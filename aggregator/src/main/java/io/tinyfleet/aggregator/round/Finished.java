package io.tinyfleet.aggregator.round;

import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Update;
import java.time.Instant;

/** The last round is over; late updates are still answered. */
record Finished(Course course, RoundNumber over, Past past) implements RoundState {
    @Override
    public Transition rosterChanged(Instant now) {
        return Transition.to(this);
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
