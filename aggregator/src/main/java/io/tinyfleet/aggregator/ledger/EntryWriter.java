package io.tinyfleet.aggregator.ledger;

import io.tinyfleet.aggregator.prototype.Memory;
import io.tinyfleet.aggregator.round.Entry;
import io.tinyfleet.protocol.codec.GlobalPrototypesCodec;
import io.tinyfleet.protocol.codec.UpdateCodec;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Entries to rows. Commits nothing. */
final class EntryWriter implements AutoCloseable {
    private static final String OLDER = " round < min(?, coalesce((SELECT max(round) FROM round WHERE phase = 1), 0))";

    private final Plan plan;
    private final int keepRounds;
    private final PreparedStatement device;
    private final PreparedStatement open;
    private final PreparedStatement extend;
    private final PreparedStatement accept;
    private final PreparedStatement end;
    private final PreparedStatement forget;
    private final PreparedStatement forgetModel;
    private final PreparedStatement remember;

    EntryWriter(Connection connection, Plan plan, int keepRounds) throws SQLException {
        this.plan = plan;
        this.keepRounds = keepRounds;
        device = connection.prepareStatement("INSERT INTO device (device, classes, online) VALUES (?, ?, ?)"
                + " ON CONFLICT (device) DO UPDATE SET classes = excluded.classes, online = excluded.online");
        open = connection.prepareStatement(
                "INSERT INTO round (phase, note, round, basis, opened_at, deadline, expected) VALUES (?, ?, ?, ?, ?, ?, ?)");
        extend = connection.prepareStatement(
                "UPDATE round SET phase = ?, note = ?, deadline = ?, extensions = ? WHERE round = ?");
        accept = connection.prepareStatement("INSERT INTO accepted_update (round, device, payload) VALUES (?, ?, ?)");
        end = connection.prepareStatement(
                "UPDATE round SET phase = ?, note = ?, over_at = ?, global = ? WHERE round = ?");
        forget = connection.prepareStatement("DELETE FROM accepted_update WHERE" + OLDER);
        forgetModel = connection.prepareStatement(
                "UPDATE round SET global = zeroblob(0) WHERE phase = 1 AND length(global) > 0 AND" + OLDER);
        remember = connection.prepareStatement("INSERT OR REPLACE INTO memory (only_one, payload) VALUES (1, ?)");
    }

    void write(Entry entry) throws SQLException {
        if (entry instanceof Entry.DeviceChanged changed) {
            device.setString(1, changed.device().toString());
            device.setString(2, text(changed.classesHeld()));
            device.setInt(3, changed.online() ? 1 : 0);
            device.executeUpdate();
        } else if (entry instanceof Entry.Opened opened) {
            open(opened);
        } else if (entry instanceof Entry.Extended extended) {
            begin(extend, extended.announcement());
            extend.setLong(3, extended.announcement().deadline().toEpochMilli());
            extend.setInt(4, extended.extensions());
            extend.setInt(5, extended.announcement().round().value());
            requireOne(extend);
        } else if (entry instanceof Entry.Accepted accepted) {
            accept.setInt(1, accepted.round().value());
            accept.setString(2, accepted.device().toString());
            accept.setBytes(3, UpdateCodec.encode(accepted.update(), plan));
            accept.executeUpdate();
        } else if (entry instanceof Entry.Published published) {
            end.setBytes(4, GlobalPrototypesCodec.encode(published.global(), plan));
            end(published.closing());
            remember(published.memory());
        } else if (entry instanceof Entry.Skipped skipped) {
            end.setNull(4, Types.BLOB);
            end(skipped.closing());
            remember(skipped.memory());
        }
    }

    private void open(Entry.Opened opened) throws SQLException {
        RoundAnnouncement announcement = opened.announcement();
        begin(open, announcement);
        open.setInt(3, announcement.round().value());
        open.setInt(4, announcement.basis().value());
        open.setLong(5, announcement.openedAt().toEpochMilli());
        open.setLong(6, announcement.deadline().toEpochMilli());
        open.setString(
                7, opened.expected().stream().sorted().map(Object::toString).collect(Collectors.joining(" ")));
        open.executeUpdate();
    }

    private void end(RoundAnnouncement closing) throws SQLException {
        begin(end, closing);
        end.setLong(3, closing.deadline().toEpochMilli());
        end.setInt(5, closing.round().value());
        requireOne(end);
        forgetBefore(closing.round().value() - keepRounds + 1);
    }

    /** Results are kept for ever, but not the models among them. */
    private void forgetBefore(int round) throws SQLException {
        forget.setInt(1, round);
        forget.executeUpdate();
        if (plan.method().exchange() == Method.Exchange.MODEL) {
            forgetModel.setInt(1, round);
            forgetModel.executeUpdate();
        }
    }

    private void remember(Memory memory) throws SQLException {
        remember.setBytes(1, MemoryCodec.encode(memory));
        remember.executeUpdate();
    }

    private static void begin(PreparedStatement statement, RoundAnnouncement announcement) throws SQLException {
        statement.setInt(1, announcement.phase().code());
        statement.setString(2, announcement.note());
    }

    private static void requireOne(PreparedStatement update) throws SQLException {
        int rows = update.executeUpdate();
        if (rows != 1) {
            throw new IllegalStateException("the round is in the ledger " + rows + " times: this is a bug");
        }
    }

    private static String text(ClassSet classes) {
        StringJoiner text = new StringJoiner(" ");
        for (int position = 0; position < classes.size(); position++) {
            text.add(Integer.toString(classes.at(position)));
        }
        return text.toString();
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement :
                new PreparedStatement[] {device, open, extend, accept, end, forget, forgetModel, remember}) {
            statement.close();
        }
    }
}
