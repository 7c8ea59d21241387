package io.tinyfleet.aggregator.round;

import java.util.List;

/**
 * What the machine made of an event. All entries must be in the ledger before the first command is carried out: then
 * nobody ever hears of something that a crash can undo.
 */
public record Decision(List<Entry> entries, List<Command> commands) {
    public Decision {
        entries = List.copyOf(entries);
        commands = List.copyOf(commands);
    }
}
