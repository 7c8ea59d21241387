package io.tinyfleet.deploy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.aggregator.prototype.Combination;
import io.tinyfleet.aggregator.prototype.Memory;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.codec.DecodeException;
import io.tinyfleet.protocol.codec.GlobalPrototypesCodec;
import io.tinyfleet.protocol.codec.UpdateCodec;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Update;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an aggregator wrote down, read by hand and held against what it published. */
public final class LedgerAudit {
    private static final int OPEN = 0;
    private static final int PUBLISHED = 1;

    private final SortedMap<RoundNumber, SortedMap<DeviceId, byte[]>> updates = new TreeMap<>();
    private final SortedMap<RoundNumber, byte[]> globals = new TreeMap<>();
    private final SortedMap<RoundNumber, Integer> phases = new TreeMap<>();

    private LedgerAudit() {}

    /** Reads the file of an aggregator that has ended. */
    public static LedgerAudit read(Path file) throws SQLException {
        LedgerAudit audit = new LedgerAudit();
        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement sql = ledger.createStatement()) {
            audit.readUpdates(sql);
            audit.readRounds(sql);
        }
        return audit;
    }

    /** Accepted updates as they came, by device; empty for a round without any. */
    public SortedMap<DeviceId, byte[]> updates(RoundNumber round) {
        return updates.getOrDefault(round, Collections.emptySortedMap());
    }

    /** All devices that ever had an update accepted. */
    public Set<DeviceId> devices() {
        return updates.values().stream()
                .flatMap(round -> round.keySet().stream())
                .collect(Collectors.toSet());
    }

    /** Rounds that gave global prototypes. */
    public List<RoundNumber> published() {
        return List.copyOf(globals.keySet());
    }

    /**
     * Rounds follow each other without a gap, all but the last are over, and of each round that was published everybody
     * saw one and the same payload, which is what its accepted updates give when they are combined again.
     */
    public void requirePublishedIsWhatUpdatesGive(Witness witness) throws DecodeException {
        PlanInForce plan = witness.plan();
        int expected = 1;
        for (RoundNumber round : phases.keySet()) {
            assertThat(round.value()).as("no gap in the rounds").isEqualTo(expected++);
            if (!round.equals(phases.lastKey())) {
                assertThat(phases.get(round)).as("phase of round %s", round).isNotEqualTo(OPEN);
            }
        }
        assertThat(globals).as("published rounds").isNotEmpty();
        Memory memory = Memory.NOTHING;
        for (RoundNumber round : phases.keySet()) {
            SortedMap<DeviceId, Update> decoded = new TreeMap<>();
            for (Map.Entry<DeviceId, byte[]> update : updates(round).entrySet()) {
                decoded.put(update.getKey(), UpdateCodec.decode(update.getValue(), plan));
            }
            if (!globals.containsKey(round)) {
                memory = memory.withAccepted(plan.plan(), round, decoded);
                continue;
            }
            int[] holders = new int[plan.plan().classes()];
            Combination combination = Combination.of(plan, memory, round, decoded, holders);
            memory = combination.memory();
            byte[] again = GlobalPrototypesCodec.encode(combination.global(), plan.plan());
            assertThat(globals.get(round)).as("ledger, round %s", round).isEqualTo(again);
            assertThat(witness.globals().get(round))
                    .as("seen, round %s", round)
                    .containsExactly(HexFormat.of().formatHex(again));
        }
        assertThat(witness.globals().keySet()).as("nothing else was published").isEqualTo(globals.keySet());
    }

    private void readUpdates(Statement sql) throws SQLException {
        try (ResultSet rows = sql.executeQuery("SELECT round, device, payload FROM accepted_update")) {
            while (rows.next()) {
                updates.computeIfAbsent(new RoundNumber(rows.getInt(1)), round -> new TreeMap<>())
                        .put(new DeviceId(rows.getString(2)), rows.getBytes(3));
            }
        }
    }

    private void readRounds(Statement sql) throws SQLException {
        try (ResultSet rows = sql.executeQuery("SELECT round, phase, global FROM round")) {
            while (rows.next()) {
                RoundNumber round = new RoundNumber(rows.getInt(1));
                phases.put(round, rows.getInt(2));
                if (rows.getInt(2) == PUBLISHED) {
                    globals.put(round, rows.getBytes(3));
                }
            }
        }
    }
}
