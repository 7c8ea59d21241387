package io.tinyfleet.aggregator.round;

import java.util.ArrayList;
import java.util.List;

/** The state after an event, what is to be written down, and what follows from the event, in this order. */
record Transition(RoundState next, List<Entry> entries, List<Command> commands) {
    Transition {
        entries = List.copyOf(entries);
        commands = List.copyOf(commands);
    }

    static Transition to(RoundState next, Command... commands) {
        return new Transition(next, List.of(), List.of(commands));
    }

    /** The same transition with something to do before. */
    Transition after(Command... earlier) {
        return after(List.of(earlier));
    }

    Transition after(List<Command> earlier) {
        List<Command> all = new ArrayList<>(earlier);
        all.addAll(commands);
        return new Transition(next, entries, all);
    }

    /** The same transition with something to write down before. */
    Transition afterNoting(Entry earlier) {
        List<Entry> all = new ArrayList<>();
        all.add(earlier);
        all.addAll(entries);
        return new Transition(next, all, commands);
    }
}
