package io.tinyfleet.agent.store;

import io.tinyfleet.agent.sensor.SampleStore;
import io.tinyfleet.agent.sensor.Sampling;
import io.tinyfleet.agent.sensor.SensorId;
import io.tinyfleet.agent.sensor.StoreException;
import io.tinyfleet.agent.sensor.Window;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Labelled windows in one SQLite file, at most so many per class. Write-ahead log with {@code synchronous=FULL}: what
 * {@link #add} has returned from is on disk. Values stand as they were measured, 32-bit floats, little-endian.
 *
 * <p>The file says in {@code application_id} whose it is and in {@code user_version} how it is laid out; one that is not
 * ours, newer, or of another kind of windows is left as it is. Only its owner can read it. Thread-safe; one process at a
 * time.
 */
public final class SqliteSampleStore implements SampleStore, AutoCloseable {
    /** "TFss". */
    private static final int APPLICATION = 0x54467373;

    private static final int VERSION = 1;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final String[] LAYOUT = {
        "CREATE TABLE layout(channels TEXT NOT NULL, length INTEGER NOT NULL, rate_hz REAL NOT NULL) STRICT",
        "CREATE TABLE labelled(id INTEGER PRIMARY KEY, sensor TEXT NOT NULL, start_s REAL NOT NULL,"
                + " label TEXT NOT NULL, samples BLOB NOT NULL, UNIQUE(sensor, start_s)) STRICT",
        "CREATE INDEX labelled_by_label ON labelled(label, id)",
        "PRAGMA application_id = " + APPLICATION,
        "PRAGMA user_version = " + VERSION
    };

    private final Path file;
    private final Sampling sampling;
    private final int mostPerClass;
    private final Connection connection;

    private SqliteSampleStore(Path file, Sampling sampling, int mostPerClass, Connection connection) {
        this.file = file;
        this.sampling = sampling;
        this.mostPerClass = mostPerClass;
        this.connection = connection;
    }

    /**
     * Opens or creates a store.
     *
     * @param mostPerClass windows kept of each class, 1 or more
     * @throws StoreException if the file is something else, or of windows of another kind
     */
    public static SqliteSampleStore open(Path file, Sampling sampling, int mostPerClass) throws StoreException {
        if (mostPerClass < 1) {
            throw new IllegalArgumentException("mostPerClass must be 1 or more, but is " + mostPerClass);
        }
        Connection connection = null;
        try {
            boolean fresh = Files.notExists(file);
            if (fresh) {
                // SQLite gives the files beside it the same mode.
                Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            }
            connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
            SqliteSampleStore store = new SqliteSampleStore(file, sampling, mostPerClass, connection);
            store.prepare(fresh);
            return store;
        } catch (SQLException | IOException e) {
            close(connection);
            if (e instanceof StoreException ours) {
                throw ours;
            }
            throw new StoreException(
                    file + ": cannot be used as a sample store (" + e.getMessage()
                            + "); it is left as it is: move it away, or name another file",
                    e);
        }
    }

    private void prepare(boolean fresh) throws SQLException, StoreException {
        try (Statement statement = connection.createStatement()) {
            // Reads only, until we know that the file is ours.
            int application = number(statement, "PRAGMA application_id");
            int version = number(statement, "PRAGMA user_version");
            boolean empty = number(statement, "SELECT count(*) FROM sqlite_schema") == 0;
            if (!fresh && !(empty && application == 0) && application != APPLICATION) {
                throw new StoreException(file + ": is another program's database; it is left as it is");
            }
            if (version > VERSION) {
                throw new StoreException(file + ": has layout " + version + ", written by a newer tinyfleet; this one"
                        + " knows layouts up to " + VERSION);
            }
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA journal_size_limit = 4194304");
            connection.setAutoCommit(false);
            if (version < 1) {
                for (String sql : LAYOUT) {
                    statement.execute(sql);
                }
                writeLayout();
            }
            connection.commit();
            requireLayout(statement);
            connection.commit();
        }
    }

    private void writeLayout() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO layout VALUES (?, ?, ?)")) {
            insert.setString(1, sampling.names());
            insert.setInt(2, sampling.length());
            insert.setDouble(3, sampling.rateHz());
            insert.executeUpdate();
        }
    }

    private void requireLayout(Statement statement) throws SQLException, StoreException {
        try (ResultSet row = statement.executeQuery("SELECT channels, length, rate_hz FROM layout")) {
            if (!row.next()) {
                throw new StoreException(file + ": does not say what windows it holds");
            }
            String found = described(row.getString(1), row.getInt(2), row.getDouble(3));
            String wanted = described(sampling.names(), sampling.length(), sampling.rateHz());
            if (!found.equals(wanted)) {
                throw new StoreException(file + ": holds windows of " + found + ", but the model takes " + wanted
                        + "; it is left as it is: move it away, or name another file");
            }
        }
    }

    private static String described(String channels, int length, double rateHz) {
        return length + " instants of " + channels + " at " + rateHz + " Hz";
    }

    @Override
    public synchronized void add(List<Window> windows) throws StoreException {
        try {
            Set<String> labels = new TreeSet<>();
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT OR REPLACE INTO labelled(sensor, start_s, label, samples) VALUES (?, ?, ?, ?)")) {
                for (Window window : windows) {
                    String label = window.label();
                    if (label == null) {
                        throw new IllegalArgumentException("only windows with a label are kept");
                    }
                    insert.setString(1, window.sensor().value());
                    insert.setDouble(2, window.start());
                    insert.setString(3, label);
                    insert.setBytes(4, bytes(window.values()));
                    insert.executeUpdate();
                    labels.add(label);
                }
            }
            for (String label : labels) {
                makeRoom(label);
            }
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            rollBack(e);
            if (e instanceof RuntimeException ours) {
                throw ours;
            }
            throw new StoreException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private void rollBack(Exception because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    private void makeRoom(String label) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM labelled WHERE label = ? AND id <="
                + " (SELECT id FROM labelled WHERE label = ? ORDER BY id DESC LIMIT 1 OFFSET ?)")) {
            delete.setString(1, label);
            delete.setString(2, label);
            delete.setInt(3, mostPerClass);
            delete.executeUpdate();
        }
    }

    @Override
    public synchronized List<Window> windows() throws StoreException {
        List<Window> windows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT sensor, start_s, label, samples FROM labelled ORDER BY id")) {
            while (row.next()) {
                windows.add(new Window(
                        new SensorId(row.getString(1)), row.getDouble(2), floats(row.getBytes(4)), row.getString(3)));
            }
            connection.commit();
        } catch (SQLException | IllegalArgumentException e) {
            rollBack(e);
            throw new StoreException(file + ": cannot be read: " + e.getMessage(), e);
        }
        return windows;
    }

    /** How many windows are kept; NaN if the file cannot be read. */
    public synchronized double count() {
        try (Statement statement = connection.createStatement()) {
            int count = number(statement, "SELECT count(*) FROM labelled");
            connection.commit();
            return count;
        } catch (SQLException e) {
            rollBack(e);
            return Double.NaN;
        }
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private float[] floats(byte[] bytes) {
        float[] values = new float[sampling.shape().values()];
        if (bytes.length != values.length * Float.BYTES) {
            throw new IllegalArgumentException(
                    "a window has " + bytes.length + " bytes instead of " + values.length * Float.BYTES);
        }
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private static void close(@Nullable Connection connection) throws StoreException {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new StoreException("cannot close: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public synchronized void close() throws StoreException {
        close(connection);
    }
}
