package io.tinyfleet.aggregator.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Opens a ledger's file: as the only one that does, sound, ours, and of this version. A file that is anything else is
 * left as it is.
 */
final class LedgerFile {
    /** "tfld", so that {@code file} and we can tell a ledger from other SQLite files. */
    private static final int APPLICATION_ID = 0x74666c64;

    /** {@code PRAGMA user_version} counts the scripts V1.sql, V2.sql … that were run. */
    private static final int VERSION = 2;

    /** A process that was killed a moment ago may still hold the file. */
    private static final int BUSY_TIMEOUT_MS = 2_000;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private LedgerFile() {}

    static Connection open(Path file) throws LedgerException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw new LedgerException("ledger " + file + " cannot be made; expected a file in a folder that exists");
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        createPrivate(file);
        Connection connection = null;
        try {
            connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
            prepare(file, connection);
            return connection;
        } catch (SQLException e) {
            close(connection, e);
            throw explain(file, e);
        } catch (LedgerException | RuntimeException e) {
            close(connection, e);
            throw e;
        }
    }

    /** SQLite would let everybody read it; it gives the files beside it the same mode. */
    private static void createPrivate(Path file) throws LedgerException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (IOException e) {
            throw new LedgerException("ledger " + file + " cannot be made: " + e, e);
        }
    }

    private static void prepare(Path file, Connection connection) throws SQLException, LedgerException {
        try (Statement sql = connection.createStatement()) {
            // The lock is taken with the first access and kept; nothing is written before the file is known to be ours.
            sql.execute("PRAGMA locking_mode = EXCLUSIVE");
            int version = integer(sql, "PRAGMA user_version");
            boolean isNew = integer(sql, "SELECT count(*) FROM sqlite_master") == 0;
            if (!isNew && integer(sql, "PRAGMA application_id") != APPLICATION_ID) {
                throw new LedgerException(
                        file + " is an SQLite file, but not a ledger of tinyfleet; name another file");
            }
            if (version > VERSION) {
                throw new LedgerException("ledger " + file + " was written by a newer tinyfleet (version " + version
                        + ", this one knows " + VERSION + "); use that one, or a new file");
            }
            requireSound(file, sql);
            sql.execute("PRAGMA journal_mode = WAL");
            sql.execute("PRAGMA synchronous = FULL");
            sql.execute("PRAGMA foreign_keys = ON");
            connection.setAutoCommit(false);
            // Takes the write lock even if there is nothing to migrate: two processes must never get this far.
            sql.execute("PRAGMA application_id = " + APPLICATION_ID);
            for (int next = version + 1; next <= VERSION; next++) {
                sql.executeUpdate(script(next));
                sql.execute("PRAGMA user_version = " + next);
            }
            connection.commit();
        }
    }

    private static void requireSound(Path file, Statement sql) throws SQLException, LedgerException {
        try (ResultSet problems = sql.executeQuery("PRAGMA quick_check(1)")) {
            String first = problems.next() ? problems.getString(1) : "no answer";
            if (!"ok".equals(first)) {
                throw damaged(file, first, null);
            }
        }
    }

    private static LedgerException explain(Path file, SQLException problem) {
        SQLiteErrorCode code = problem instanceof SQLiteException e ? e.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        // Extended codes carry the kind in their lowest byte.
        int kind = code.code & 0xff;
        if (kind == SQLiteErrorCode.SQLITE_BUSY.code || kind == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return new LedgerException(
                    "ledger " + file + " is in use by another process; one aggregator at a time may have it", problem);
        }
        if (kind == SQLiteErrorCode.SQLITE_NOTADB.code || kind == SQLiteErrorCode.SQLITE_CORRUPT.code) {
            return damaged(file, String.valueOf(problem.getMessage()), problem);
        }
        return new LedgerException("ledger " + file + " cannot be opened: " + problem.getMessage(), problem);
    }

    private static LedgerException damaged(Path file, String what, @Nullable SQLException why) {
        String message = "ledger " + file + " is damaged or no ledger (" + what
                + "); it was left as it is: restore a copy, or name another file to begin anew";
        return why == null ? new LedgerException(message) : new LedgerException(message, why);
    }

    private static int integer(Statement sql, String query) throws SQLException {
        try (ResultSet answer = sql.executeQuery(query)) {
            return answer.next() ? answer.getInt(1) : 0;
        }
    }

    private static String script(int version) {
        String name = "V" + version + ".sql";
        try (InputStream script = LedgerFile.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException(name + " is not in the jar: this is a bug");
            }
            return new String(script.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read from the jar", e);
        }
    }

    private static void close(@Nullable Connection connection, Exception because) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                because.addSuppressed(e);
            }
        }
    }
}
