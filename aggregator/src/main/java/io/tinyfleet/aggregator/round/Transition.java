package io.tinyfleet.aggregator.round;

import java.util.ArrayList;
import java.util.List;

/** The state after an event, and what follows from the event, in this order. */
record Transition(RoundState next, List<Command> commands) {
    Transition {
        commands = List.copyOf(commands);
    }

    static Transition to(RoundState next, Command... commands) {
        return new Transition(next, List.of(commands));
    }

    /** The same transition with something to do before. */
    Transition after(Command... earlier) {
        return after(List.of(earlier));
    }

    Transition after(List<Command> earlier) {
        List<Command> all = new ArrayList<>(earlier);
        all.addAll(commands);
        return new Transition(next, all);
    }
}
