package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.secret.KeyFile;
import com.smartonboarding.apikeys.store.engine.Reserve;
import com.smartonboarding.apikeys.store.engine.SqliteErrors;
import com.smartonboarding.apikeys.store.schema.Header;
import com.smartonboarding.apikeys.store.schema.Installation;
import com.smartonboarding.apikeys.store.schema.Schema;
import com.smartonboarding.apikeys.store.schema.SchemaUpgrade;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * One token database, whose files were found safe. Every call is one transaction on a connection of its own, and begins
 * with the checks that tell a database of ours, whole and with its own key, from anything else.
 */
public final class Database {
    /** From this many events on, checking them takes longer than starting a connection and a thread. */
    private static final long LONG_TRAIL = 5_000;

    private final Connections connections;
    private final KeyFile keyFile;
    private final Reserve reserve;
    private final Anchor anchor;

    /** The database in this file; nothing is opened yet. */
    public Database(Path file, KeyFile keyFile, Duration busyTimeout) {
        this(new Connections(file, busyTimeout), keyFile);
    }

    private Database(Connections connections, KeyFile keyFile) {
        this.connections = connections;
        this.keyFile = keyFile;
        this.reserve = new Reserve(connections.file());
        this.anchor = Anchor.of(connections.file(), keyFile);
    }

    /** The same for urgent work: a process that was stopped while holding the lock is ended within seconds. */
    public Database urgent() {
        return new Database(connections.urgent(), keyFile);
    }

    /** The file beside the key file that tells what was last seen of a database; it need not be there. */
    public static Path anchorFile(Path keyFile, Path database) {
        return Anchor.file(keyFile, database);
    }

    /** Whether a file has the name that such a file has, of whatever database. */
    public static boolean isAnchorName(Path file) {
        return Anchor.isName(file);
    }

    /** The same with another patience for a lock. */
    public Database waiting(Duration patience) {
        return new Database(connections.waiting(patience), keyFile);
    }

    /** The version of the SQLite library in use. */
    public static String libraryVersion() {
        return Connections.libraryVersion();
    }

    /** The version of the schema that this tool writes. */
    public static int schemaVersion() {
        return Schema.VERSION;
    }

    /** Whether a database was made in this file, which exists; refuses what is not empty and not ours. */
    public static boolean isMade(Path file) {
        try {
            return Header.check(file);
        } catch (IOException e) {
            throw new StorageException(file + " could not be read.", "Nothing changed.", e);
        }
    }

    /** Refuses a place for a database beside which there is a write-ahead log, which is of something else. */
    public static void requireNoLog(Path file) {
        Header.requireNoLog(file);
    }

    /**
     * Makes the database in an empty file; its first rows are written in the same transaction.
     *
     * @return false, and nothing changed, when somebody else had made it first
     */
    public static boolean create(
            Path file,
            KeyFile keyFile,
            String uuid,
            Instant now,
            Duration busyTimeout,
            Consumer<Transaction> firstRows) {
        Database database = new Database(file, keyFile, busyTimeout);
        Optional<Transaction> made = database.translated(() -> database.inTransaction(true, handle -> {
            if (Schema.version(handle) != 0) {
                return Optional.empty();
            }
            Schema.upgrade(handle);
            DatabaseKeys keys = new DatabaseKeys(keyFile.newest(), uuid);
            Installation.create(handle, keys, uuid, now);
            Transaction transaction =
                    new Transaction(handle, keys, Head.create(handle, keys), database.anchor.forget(keys));
            firstRows.accept(transaction);
            transaction.saveHead();
            return Optional.of(transaction);
        }));
        made.ifPresent(Transaction::moveAnchor);
        return made.isPresent();
    }

    /** Reads, on a connection that cannot write; works on a read-only disk. */
    public <T> T read(Function<Transaction, T> work) {
        return read(work, work);
    }

    /** Reads, and checks all of the audit trail, beside the work where it is long; the answer comes after both. */
    public <T> T readAndCheckTrail(Function<Transaction, T> work) {
        return read(
                transaction -> {
                    if (transaction.audit().count() < LONG_TRAIL) {
                        return checkedFirst(transaction, work);
                    }
                    try (TrailCheck check = new TrailCheck(this::checkTrailBeside)) {
                        T result = work.apply(transaction);
                        check.await();
                        return result;
                    }
                },
                transaction -> checkedFirst(transaction, work));
    }

    private <T> T read(Function<Transaction, T> work, Function<Transaction, T> workWhereWritable) {
        return translated(() -> {
            try {
                return inTransaction(false, handle -> work.apply(begin(handle, false)));
            } catch (RuntimeException e) {
                if (e instanceof UpgradeNeeded || SqliteErrors.needsRecovery(e)) {
                    return change(workWhereWritable);
                }
                throw e;
            }
        });
    }

    private static <T> T checkedFirst(Transaction transaction, Function<Transaction, T> work) {
        transaction.audit().verifyAll();
        return work.apply(transaction);
    }

    /**
     * Checks the trail on a connection of its own, which sees what the one that reads sees: while that holds its lock, this
     * process shares it, and nobody can commit.
     */
    private void checkTrailBeside() {
        try (Handle handle = connections.openBeside(false)) {
            inTransaction(handle, false, open -> {
                begin(open, false).audit().verifyAll();
                return true;
            });
        }
    }

    /** Changes: all of it is durable when this returns, or nothing of it happened. */
    public <T> T write(Function<Transaction, T> work) {
        T result = translated(() -> change(work));
        reserve.restore();
        return result;
    }

    /** The same for restricted changes; empty, with nothing locked or changed, if the gate refuses. */
    public <T> Optional<T> writeIf(Predicate<Transaction> gate, Function<Transaction, T> work) {
        return reserve.restoredAfter(translated(() -> changeIf(gate, work)));
    }

    /**
     * Changes, for revocations, which must always be possible: on a full disk it gives up the reserve, and it does not
     * wait for a process that was stopped while holding the lock.
     */
    public <T> T writeEvenOnFullDisk(Function<Transaction, T> work) {
        return writeEvenOnFullDiskIf(transaction -> true, work).orElseThrow();
    }

    /** The same for restricted changes; only an actor who passes the gate can use the reserve. */
    public <T> Optional<T> writeEvenOnFullDiskIf(Predicate<Transaction> gate, Function<Transaction, T> work) {
        Database urgent = urgent();
        return reserve.restoredAfter(translated(() -> reserve.spentFor(() -> urgent.changeIf(gate, work))));
    }

    /** Opens a connection for looking up many tokens; first an older schema is upgraded, and a dead writer's rest undone. */
    public Lookups openLookups() {
        read(Transaction::tokens);
        return translated(() -> {
            Handle handle = connections.open(false);
            try {
                return new Lookups(this, handle);
            } catch (RuntimeException e) {
                handle.close();
                throw e;
            }
        });
    }

    /** Opens a connection for noting accesses. */
    public AccessRecorder openAccessRecorder() {
        return translated(() -> new AccessRecorder(this, connections.open(true)));
    }

    /** Changes what no MAC and no audit event stands for; the database is checked as for every change. */
    void writeUnchecked(Handle handle, Runnable work) {
        translated(() -> inTransaction(handle, true, open -> {
            begin(open, true);
            work.run();
            return true;
        }));
    }

    private <T> T change(Function<Transaction, T> work) {
        try (Handle handle = connections.open(true)) {
            handle.execute("BEGIN IMMEDIATE");
            return finish(handle, begin(handle, true), work);
        }
    }

    private <T> Optional<T> changeIf(Predicate<Transaction> gate, Function<Transaction, T> work) {
        try (Handle handle = connections.open(true)) {
            return new GatedChange<>(this, gate, work).on(handle);
        }
    }

    /** Does the work in a transaction that was begun, commits it, and notes outside the database how it ended. */
    static <T> T finish(Handle handle, Transaction transaction, Function<Transaction, T> work) {
        T result = work.apply(transaction);
        transaction.saveHead();
        commit(handle);
        transaction.moveAnchor();
        return result;
    }

    Transaction begin(Handle handle, boolean writable) {
        int version = Schema.check(handle, connections.file());
        if (version < Schema.VERSION && !writable) {
            throw new UpgradeNeeded();
        }
        DatabaseKeys keys = Installation.load(handle).keys(keyFile, connections.file());
        Anchor.Seen seen = anchor.read(keys);
        seen.requireNotOlder(version);
        if (version < Schema.VERSION) {
            new SchemaUpgrade(handle, keys).run();
        }
        Transaction transaction = new Transaction(handle, keys, Head.load(handle, keys), seen);
        if (version < Schema.VERSION) {
            transaction.noteUpgrade();
        }
        seen.requireIn(transaction.audit());
        transaction.audit().verifyTail();
        return transaction;
    }

    /**
     * Not the driver's transactions: after its COMMIT it begins the next one at once, and when that finds the database
     * locked, a commit that succeeded is reported as failed. To close the connection is to roll back.
     */
    private <T> T inTransaction(boolean writable, Function<Handle, T> work) {
        try (Handle handle = connections.open(writable)) {
            return inTransaction(handle, writable, work);
        }
    }

    private static <T> T inTransaction(Handle handle, boolean writable, Function<Handle, T> work) {
        handle.execute(writable ? "BEGIN IMMEDIATE" : "BEGIN");
        T result = work.apply(handle);
        commit(handle);
        return result;
    }

    static void commit(Handle handle) {
        try {
            handle.execute("COMMIT");
        } catch (RuntimeException e) {
            throw new CommitFailed(e);
        }
    }

    <T> T translated(Supplier<T> attempt) {
        try {
            return attempt.get();
        } catch (CommitFailed e) {
            throw SqliteErrors.translate(e, connections.file(), true);
        } catch (Failure e) {
            throw e;
        } catch (RuntimeException e) {
            throw SqliteErrors.translate(e, connections.file(), false);
        }
    }

    private static final class CommitFailed extends RuntimeException {
        CommitFailed(RuntimeException cause) {
            super(cause);
        }
    }

    static final class UpgradeNeeded extends RuntimeException {}
}
