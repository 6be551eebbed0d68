package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.failure.ReplacedException;
import com.smartonboarding.apikeys.store.engine.LockWait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.sqlite.BusyHandler;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * A connection that knows whether its file still has its name. A file is replaced only while the process that replaces
 * it keeps all others, or at least all writers, out of the old one. So a process that has the lock of a writer, and then
 * finds the file in its place, writes the database that everybody uses, until it gives up the lock. A reader reads what
 * everybody used when it took its lock.
 */
final class PlacedConnection extends JDBC4Connection {
    private final Path file;
    private final @Nullable Object identity;
    private @Nullable LockWait wait;

    private PlacedConnection(Path file, @Nullable Object identity, Properties properties) throws SQLException {
        super("jdbc:sqlite:" + file, file.toString(), properties);
        this.file = file;
        this.identity = identity;
    }

    /** Opens the file. It counts as replaced, too, if that happens while it is opened. */
    static PlacedConnection open(Path file, Properties properties) throws SQLException {
        return new PlacedConnection(file, identity(file), properties);
    }

    /** Refuses to go on if this connection's file was replaced. */
    static void requireInPlace(Handle handle) {
        if (handle.getConnection() instanceof PlacedConnection placed && !placed.isInPlace()) {
            throw replaced(placed.file);
        }
    }

    /** Whether this connection's file still has its name. */
    static boolean isInPlace(Handle handle) {
        return !(handle.getConnection() instanceof PlacedConnection placed) || placed.isInPlace();
    }

    static ReplacedException replaced(Path file) {
        return new ReplacedException("Another file was put in the place of " + file + " meanwhile.");
    }

    /** Waits for locks in this way. */
    void waitBy(LockWait how) throws SQLException {
        BusyHandler.setHandler(this, how);
        wait = how;
    }

    /** Does work that fails at once if somebody has the lock. */
    static <T> T withoutWaiting(Handle handle, Supplier<T> work) {
        LockWait wait = handle.getConnection() instanceof PlacedConnection placed ? placed.wait : null;
        if (wait == null) {
            throw new IllegalStateException("a connection that was opened in another way");
        }
        wait.setWaits(false);
        try {
            return work.get();
        } finally {
            wait.setWaits(true);
        }
    }

    boolean isInPlace() {
        return identity != null && identity.equals(identity(file));
    }

    /** The device and the number of the file that has this name now; null if there is none. */
    static @Nullable Object identity(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }
}
