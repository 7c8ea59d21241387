package io.tinyfleet.aggregator.ledger;

import io.tinyfleet.aggregator.prototype.Memory;
import io.tinyfleet.aggregator.round.Entry;
import io.tinyfleet.aggregator.round.Recollection;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.codec.DecodeException;
import io.tinyfleet.protocol.codec.GlobalPrototypesCodec;
import io.tinyfleet.protocol.codec.UpdateCodec;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import io.tinyfleet.protocol.message.Update;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows to what a machine must know. */
final class EntryReader {
    private final Connection connection;
    private final PlanInForce plan;

    EntryReader(Connection connection, PlanInForce plan) {
        this.connection = connection;
        this.plan = plan;
    }

    Recollection read() throws SQLException, DecodeException {
        return new Recollection(devices(), newest(), result(), memory());
    }

    private Map<DeviceId, Entry.DeviceChanged> devices() throws SQLException {
        Map<DeviceId, Entry.DeviceChanged> devices = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT device, classes, online FROM device");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                DeviceId device = new DeviceId(rows.getString(1));
                int[] classes =
                        words(rows.getString(2)).mapToInt(Integer::parseInt).toArray();
                devices.put(device, new Entry.DeviceChanged(device, ClassSet.of(classes), rows.getInt(3) == 1));
            }
        }
        return devices;
    }

    private Recollection.@Nullable Round newest() throws SQLException, DecodeException {
        try (PreparedStatement query =
                        connection.prepareStatement("SELECT round, phase, basis, opened_at, deadline, over_at, note,"
                                + " expected, extensions FROM round ORDER BY round DESC LIMIT 1");
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            RoundNumber round = new RoundNumber(row.getInt("round"));
            RoundPhase phase = phase(row.getInt("phase"));
            RoundNumber basis = phase == RoundPhase.PUBLISHED ? round : new RoundNumber(row.getInt("basis"));
            boolean open = phase == RoundPhase.OPEN;
            RoundAnnouncement announcement = new RoundAnnouncement(
                    plan.hash(),
                    round,
                    phase,
                    basis,
                    Instant.ofEpochMilli(row.getLong(open ? "opened_at" : "over_at")),
                    Instant.ofEpochMilli(row.getLong(open ? "deadline" : "over_at")),
                    row.getString("note"));
            if (!open) {
                return new Recollection.Round(announcement, Set.of(), 0, Map.of());
            }
            Set<DeviceId> expected =
                    words(row.getString("expected")).map(DeviceId::new).collect(Collectors.toSet());
            return new Recollection.Round(announcement, expected, row.getInt("extensions"), updates(round));
        }
    }

    private Recollection.@Nullable Result result() throws SQLException, DecodeException {
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT round, basis, global FROM round WHERE phase = 1 ORDER BY round DESC LIMIT 1");
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            RoundNumber round = new RoundNumber(row.getInt(1));
            return new Recollection.Result(
                    round,
                    new RoundNumber(row.getInt(2)),
                    GlobalPrototypesCodec.decode(row.getBytes(3), plan),
                    updates(round));
        }
    }

    private Memory memory() throws SQLException, DecodeException {
        try (PreparedStatement query = connection.prepareStatement("SELECT payload FROM memory");
                ResultSet row = query.executeQuery()) {
            return row.next() ? MemoryCodec.decode(row.getBytes(1), plan.plan()) : Memory.NOTHING;
        } catch (IOException | IllegalArgumentException e) {
            throw new DecodeException(Rejection.MALFORMED, "what is remembered of earlier rounds is damaged: " + e);
        }
    }

    private Map<DeviceId, Update> updates(RoundNumber round) throws SQLException, DecodeException {
        Map<DeviceId, Update> updates = new HashMap<>();
        try (PreparedStatement query =
                connection.prepareStatement("SELECT device, payload FROM accepted_update WHERE round = ?")) {
            query.setInt(1, round.value());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    updates.put(new DeviceId(rows.getString(1)), UpdateCodec.decode(rows.getBytes(2), plan));
                }
            }
        }
        return updates;
    }

    private static RoundPhase phase(int code) {
        return Arrays.stream(RoundPhase.values())
                .filter(phase -> phase.code() == code)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the table allows no phase " + code));
    }

    private static Stream<String> words(String text) {
        return text.isEmpty() ? Stream.empty() : Arrays.stream(text.split(" ", -1));
    }
}
