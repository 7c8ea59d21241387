package io.tinyfleet.aggregator.ledger;

import io.tinyfleet.aggregator.round.Entry;
import io.tinyfleet.aggregator.round.Ledger;
import io.tinyfleet.aggregator.round.Recollection;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.codec.DecodeException;
import io.tinyfleet.protocol.codec.PlanCodec;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanInForce;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A ledger in one SQLite file (write-ahead log, every commit synced). While it is open no other process can have it.
 *
 * <p>Not thread-safe.
 */
public final class SqliteLedger implements Ledger, AutoCloseable {
    private final Path file;
    private final Connection connection;
    private final EntryWriter writer;
    private final Recollection recollection;

    private SqliteLedger(Path file, Connection connection, EntryWriter writer, Recollection recollection) {
        this.file = file;
        this.connection = connection;
        this.writer = writer;
        this.recollection = recollection;
    }

    /**
     * Opens a ledger, or makes a new one if there is no file.
     *
     * @param keepRounds the updates of this many newest rounds are kept, and the models that they gave, 1 or more;
     *     those of the newest published round always are
     * @throws LedgerException if the file is damaged, in use, of another fleet or of another plan; it is unchanged then
     */
    public static SqliteLedger open(Path file, FleetId fleet, Plan plan, int keepRounds) throws LedgerException {
        if (keepRounds < 1) {
            throw new IllegalArgumentException("keepRounds must be 1 or more, but is " + keepRounds);
        }
        byte[] payload = PlanCodec.encode(plan);
        Connection connection = LedgerFile.open(file);
        try {
            requireOrClaim(connection, file, fleet, payload);
            PlanInForce inForce = PlanCodec.decode(payload);
            Recollection recollection = new EntryReader(connection, inForce).read();
            return new SqliteLedger(file, connection, new EntryWriter(connection, plan, keepRounds), recollection);
        } catch (SQLException | DecodeException e) {
            closeAfter(connection, e);
            throw new LedgerException("ledger " + file + " cannot be read: " + e.getMessage(), e);
        } catch (LedgerException | RuntimeException e) {
            closeAfter(connection, e);
            throw e;
        }
    }

    /** As it was when the ledger was opened. */
    @Override
    public Recollection recall() {
        return recollection;
    }

    @Override
    public void record(List<Entry> entries) {
        try {
            for (Entry entry : entries) {
                writer.write(entry);
            }
            connection.commit();
        } catch (SQLException e) {
            try {
                connection.rollback();
            } catch (SQLException another) {
                e.addSuppressed(another);
            }
            throw new UncheckedIOException(
                    new IOException("ledger " + file + " cannot be written: " + e.getMessage(), e));
        }
    }

    /** Idempotent; from any thread, once no other uses the ledger. */
    @Override
    public synchronized void close() {
        try {
            writer.close();
            connection.close();
        } catch (SQLException e) {
            throw new UncheckedIOException(
                    new IOException("ledger " + file + " cannot be closed: " + e.getMessage(), e));
        }
    }

    private static void requireOrClaim(Connection connection, Path file, FleetId fleet, byte[] payload)
            throws SQLException, LedgerException, DecodeException {
        try (PreparedStatement query = connection.prepareStatement("SELECT fleet, payload FROM plan");
                ResultSet plan = query.executeQuery()) {
            if (plan.next()) {
                Differences.require(file, plan.getString(1), plan.getBytes(2), fleet, payload);
                return;
            }
        }
        try (PreparedStatement claim =
                connection.prepareStatement("INSERT INTO plan (only_one, fleet, payload) VALUES (1, ?, ?)")) {
            claim.setString(1, fleet.toString());
            claim.setBytes(2, payload);
            claim.executeUpdate();
        }
        connection.commit();
    }

    private static void closeAfter(Connection connection, Exception because) {
        try {
            connection.close();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }
}
