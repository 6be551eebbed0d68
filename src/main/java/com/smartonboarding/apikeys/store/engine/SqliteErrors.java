package com.smartonboarding.apikeys.store.engine;

import com.smartonboarding.apikeys.failure.BusyException;
import com.smartonboarding.apikeys.failure.DiskFullException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.OutcomeUnknownException;
import com.smartonboarding.apikeys.failure.State;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.lock.LockHolder;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What the result codes of SQLite mean to a user. It looks at the code, never at the message. See SQLite, "Result and
 * Error Codes".
 */
public final class SqliteErrors {
    private static final int PRIMARY_CODE = 0xff;
    private static final int MOST_NAMED = 3;

    private SqliteErrors() {}

    /** The failure that the user sees for this exception; the exception itself if it was not expected. */
    public static RuntimeException translate(RuntimeException exception, Path file, boolean committing) {
        SQLiteErrorCode code = codeOf(exception);
        if (code == null) {
            return exception;
        }
        return switch (primary(code)) {
            case SQLITE_BUSY, SQLITE_LOCKED ->
                new BusyException("Another process kept " + file + " locked" + holders(file) + ".")
                        .advising(Next.WAIT_LONGER);
            case SQLITE_FULL -> lackingRoom(file, exception).orElseGet(() -> full(file, exception));
            case SQLITE_NOMEM ->
                new StorageException("SQLite could not get enough memory for " + file + ".", exception)
                        .advising(Next.FREE_MEMORY);
            case SQLITE_READONLY ->
                new StorageException(file + " cannot be written: the file or its disk is read-only.", exception);
            case SQLITE_IOERR ->
                code == SQLiteErrorCode.SQLITE_IOERR_WRITE
                        ? lackingRoom(file, exception).orElseGet(() -> ioError(file, code, exception))
                        : committing ? outcomeUnknown(file, code, exception) : ioError(file, code, exception);
            case SQLITE_CANTOPEN -> lackingRoom(file, exception).orElseGet(() -> ioError(file, code, exception));
            case SQLITE_PERM, SQLITE_AUTH, SQLITE_NOLFS, SQLITE_PROTOCOL -> ioError(file, code, exception);
            case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT, SQLITE_MISMATCH, SQLITE_CONSTRAINT, SQLITE_ERROR ->
                isReadable(file)
                        ? IntegrityException.tampered(file + " is damaged (" + code.name() + ").", exception)
                        : diskFailed(file, exception);
            default -> exception;
        };
    }

    /**
     * Whether a change may have failed for lack of room: on the disk, for another file, or in a quota, which SQLite
     * reports as a failed write. This never includes a change whose outcome is unknown.
     */
    static boolean mayLackRoom(RuntimeException exception) {
        SQLiteErrorCode code = codeOf(exception);
        return code != null
                && (primary(code) == SQLiteErrorCode.SQLITE_FULL
                        || primary(code) == SQLiteErrorCode.SQLITE_CANTOPEN
                        || code == SQLiteErrorCode.SQLITE_IOERR_WRITE);
    }

    /** Whether another process had the lock. */
    public static boolean isBusy(RuntimeException exception) {
        SQLiteErrorCode code = codeOf(exception);
        return code != null && primary(code) == SQLiteErrorCode.SQLITE_BUSY;
    }

    /** Whether a reader found the journal of a writer that died. Only a writer may roll it back. */
    public static boolean needsRecovery(RuntimeException exception) {
        SQLiteErrorCode code = codeOf(exception);
        return code == SQLiteErrorCode.SQLITE_READONLY_ROLLBACK || code == SQLiteErrorCode.SQLITE_READONLY_RECOVERY;
    }

    /** The processes that hold the lock now, after a colon. */
    private static String holders(Path file) {
        String names = LockHolder.of(file).stream()
                .limit(MOST_NAMED)
                .map(LockHolder::name)
                .collect(Collectors.joining("; "));
        return names.isEmpty() ? "" : ": " + names;
    }

    private static @Nullable SQLiteErrorCode codeOf(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                return sqlite.getResultCode();
            }
        }
        return null;
    }

    private static SQLiteErrorCode primary(SQLiteErrorCode code) {
        return SQLiteErrorCode.getErrorCode(code.code & PRIMARY_CODE);
    }

    private static Optional<Failure> lackingRoom(Path file, RuntimeException exception) {
        return Room.lacking(file).map(lacking -> new DiskFullException(lacking, exception));
    }

    /** There may be room by now, but there was none at the time. */
    private static Failure full(Path file, RuntimeException exception) {
        return new DiskFullException("The disk that holds " + file + " is full.", exception);
    }

    private static Failure ioError(Path file, SQLiteErrorCode code, RuntimeException exception) {
        return isReadable(file)
                ? new StorageException(file + " could not be read or written (" + code.name() + ").", exception)
                : diskFailed(file, exception);
    }

    /** For a file that exists but whose bytes the disk cannot deliver. */
    static Failure diskFailed(Path file, Exception exception) {
        return new StorageException("The disk that holds " + file + " failed to read it.", exception)
                .advising(Next.FIND_DISK_ERRORS);
    }

    /**
     * Whether the disk delivers all bytes of the file. SQLite has the same code for a page that the disk cannot deliver
     * and for a damaged page. Closing the file drops the locks of this process on it, so call this only after the work
     * has failed.
     */
    private static boolean isReadable(Path file) {
        byte[] buffer = new byte[1 << 16];
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            while (in.read(buffer) >= 0) {
                // The content does not matter.
            }
            return true;
        } catch (FileNotFoundException e) {
            return true; // gone or not to be opened is another matter
        } catch (IOException e) {
            return false;
        }
    }

    private static Failure outcomeUnknown(Path file, SQLiteErrorCode code, RuntimeException exception) {
        return new OutcomeUnknownException(
                        "Writing " + file + " failed at the very end (" + code.name() + ").", exception)
                .leaving(State.UNKNOWN)
                .advising(Next.CHECK_OUTCOME);
    }
}
