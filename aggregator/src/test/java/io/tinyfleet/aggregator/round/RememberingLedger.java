package io.tinyfleet.aggregator.round;

import io.tinyfleet.aggregator.prototype.Memory;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.PlanHash;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import io.tinyfleet.protocol.message.Update;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A ledger in memory: what must be known is worked out from the bare list of entries, each time anew. */
public final class RememberingLedger implements Ledger {
    private final List<Entry> entries = new ArrayList<>();
    private final PlanHash plan;

    public RememberingLedger(PlanHash plan) {
        this.plan = plan;
    }

    @Override
    public void record(List<Entry> more) {
        entries.addAll(more);
    }

    public List<Entry> entries() {
        return entries;
    }

    @Override
    public Recollection recall() {
        Map<DeviceId, Entry.DeviceChanged> devices = new HashMap<>();
        Map<RoundNumber, Map<DeviceId, Update>> updates = new HashMap<>();
        Recollection.Round newest = null;
        Recollection.Result result = null;
        Memory memory = Memory.NOTHING;
        for (Entry entry : entries) {
            if (entry instanceof Entry.DeviceChanged changed) {
                devices.put(changed.device(), changed);
            } else if (entry instanceof Entry.Opened opened) {
                updates.put(opened.announcement().round(), new HashMap<>());
                newest = new Recollection.Round(opened.announcement(), opened.expected(), 0, Map.of());
            } else if (entry instanceof Entry.Extended extended) {
                newest = new Recollection.Round(
                        extended.announcement(),
                        Objects.requireNonNull(newest).expected(),
                        extended.extensions(),
                        Map.of());
            } else if (entry instanceof Entry.Accepted accepted) {
                Update before =
                        Objects.requireNonNull(updates.get(accepted.round())).put(accepted.device(), accepted.update());
                if (before != null) {
                    throw new AssertionError("counted twice: " + accepted);
                }
            } else if (entry instanceof Entry.Published published) {
                RoundNumber round = published.closing().round();
                result = new Recollection.Result(
                        round,
                        result == null ? RoundNumber.NONE : result.round(),
                        published.global(),
                        Objects.requireNonNull(updates.get(round)));
                newest = over(published.closing());
                memory = published.memory();
            } else if (entry instanceof Entry.Skipped skipped) {
                newest = over(skipped.closing());
                memory = skipped.memory();
            }
        }
        if (newest != null && newest.announcement().phase() == RoundPhase.OPEN) {
            newest = new Recollection.Round(
                    newest.announcement(),
                    newest.expected(),
                    newest.extensions(),
                    Objects.requireNonNull(updates.get(newest.announcement().round())));
        }
        return new Recollection(devices, newest, result, memory);
    }

    private Recollection.Round over(RoundAnnouncement closing) {
        if (!closing.plan().equals(plan)) {
            throw new AssertionError("made under another plan: " + closing);
        }
        return new Recollection.Round(closing, Set.of(), 0, Map.of());
    }
}
