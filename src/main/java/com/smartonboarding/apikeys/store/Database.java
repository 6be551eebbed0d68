package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.audit.AuditActor;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.failure.ReplacedException;
import com.smartonboarding.apikeys.failure.State;
import com.smartonboarding.apikeys.secret.KeyFile;
import com.smartonboarding.apikeys.secret.KeyRing;
import com.smartonboarding.apikeys.store.engine.Reserve;
import com.smartonboarding.apikeys.store.engine.SqliteErrors;
import com.smartonboarding.apikeys.store.schema.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** One token database, whose files were found safe. Every call is one transaction on a connection of its own. */
public final class Database {
    /** From this many events on, checking them takes longer than starting a connection and a thread. */
    private static final long LONG_TRAIL = 5_000;
    /** Nobody else uses a copy that is being made or checked. */
    private static final Duration PATIENCE_FOR_COPY = Duration.ofSeconds(30);
    /** How often work begins again, at most, because the file was replaced. */
    public static final int MOST_REPLACED = 3;

    private final Connections connections;
    private final KeyRing ring;
    private final Reserve reserve;
    private final Transactions transactions;
    private final AtomicBoolean committed;
    private final @Nullable Upgrading upgrading;

    /** The database in this file, with keys that stay the same; nothing is opened yet. An older schema is refused. */
    public Database(Path file, KeyFile keys, Duration busyTimeout) {
        this(file, new KeyRing(keys), busyTimeout, null);
    }

    /** The same. If its schema is an older one, it is upgraded first. */
    public Database(Path file, KeyRing ring, Duration busyTimeout, @Nullable Upgrading upgrading) {
        this(new Connections(file, busyTimeout), ring, new AtomicBoolean(), upgrading);
    }

    private Database(Connections connections, KeyRing ring, AtomicBoolean committed, @Nullable Upgrading upgrading) {
        this.connections = connections;
        this.ring = ring;
        this.committed = committed;
        this.upgrading = upgrading;
        this.reserve = new Reserve(connections.file());
        this.transactions = new Transactions(connections.file(), ring);
    }

    /** The file, which may not exist. */
    public Path file() {
        return connections.file();
    }

    /**
     * A copy of this database in another place, with the same keys, among them one that was made since this process began.
     * It has no anchor and no reserve there.
     */
    public Database copyAt(Path copy) {
        return new Database(copy, ring.current().withoutPlace(), PATIENCE_FOR_COPY);
    }

    /** The same for a draft: if its schema is an older one, it is upgraded first. */
    public Database draftAt(Path draft, AuditActor actor, Clock clock) {
        KeyRing keys = new KeyRing(ring.current().withoutPlace());
        return new Database(draft, keys, PATIENCE_FOR_COPY, new Upgrading(actor, clock, null));
    }

    /** The same for urgent work: a process that was stopped while holding the lock is ended within seconds. */
    public Database urgent() {
        return new Database(connections.urgent(), ring, committed, upgrading);
    }

    /** The same, but it waits at most this long for a lock. */
    public Database waiting(Duration patience) {
        return new Database(connections.waiting(patience), ring, committed, upgrading);
    }

    /**
     * Makes the database in an empty file; its first rows are written in the same transaction.
     *
     * @return false, with nothing changed, if another process made it first
     */
    public boolean create(String uuid, Instant now, Consumer<Transaction> firstRows) {
        return transactions.translated(() -> on(true, handle -> transactions.create(handle, uuid, now, firstRows)));
    }

    /** Reads, on a connection that cannot write; works on a read-only disk. */
    public <T> T read(Function<Transaction, T> work) {
        return read(work, work);
    }

    /** Reads, and checks the whole audit trail, beside the work if it is long; the answer comes after both. */
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
        return transactions.translated(() -> {
            try {
                return onUpgraded(false, handle -> transactions.read(handle, work));
            } catch (RuntimeException e) {
                if (SqliteErrors.needsRecovery(e)) {
                    return onUpgraded(true, handle -> transactions.change(handle, workWhereWritable));
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
     * Checks the trail on a second connection. It sees what the first one sees: while the first holds its lock, this
     * process shares it, and nobody can commit.
     */
    private void checkTrailBeside() {
        try (Handle handle = connections.openBeside(false)) {
            transactions.read(handle, transaction -> {
                transaction.audit().verifyAll();
                return true;
            });
        }
    }

    /** Whether a writer died in the middle of a change. The next command rolls its change back. */
    public boolean hasUnfinishedChange() {
        return transactions.translated(() -> {
            try {
                on(false, Schema::version);
                return false;
            } catch (RuntimeException e) {
                if (SqliteErrors.needsRecovery(e)) {
                    return true;
                }
                throw e;
            }
        });
    }

    /** The version of the schema, of the file as it is. Refuses an altered schema, and one of a newer tool. */
    public int schemaVersion() {
        return transactions.translated(() -> on(false, handle -> Schema.check(handle, connections.file())));
    }

    /** Reads the file as it is; it is neither repaired nor upgraded. */
    public <T> T inspect(Function<Transaction, T> work) {
        try {
            return transactions.translated(() -> on(false, handle -> transactions.read(handle, work)));
        } catch (Transactions.UpgradeNeeded e) {
            throw olderVersion();
        }
    }

    /**
     * Copies the file, as it is at one moment. Other processes continue. Only at the end, writers wait while the copy
     * is compared.
     *
     * @param progress receives the number of bytes that were copied so far
     * @throws IOException if one of the files fails
     */
    public void copyInto(FileChannel to, LongConsumer progress) throws IOException {
        copy(to, copy -> copy.copy(progress));
        to.force(true);
    }

    /** The same for a copy that is only read, and need not reach the disk. */
    public void copyForReading(FileChannel to) throws IOException {
        copy(to, copy -> copy.copyIntoMemory(bytes -> {}));
    }

    /** Makes the first pass of a copy. */
    private interface FirstPass {
        void of(FileCopy copy) throws IOException;
    }

    private void copy(FileChannel to, FirstPass firstPass) throws IOException {
        read(Transaction::tokens); // upgrades an older schema, and rolls back what a writer that died has left
        boolean whole = false;
        while (!whole) {
            Object identity = PlacedConnection.identity(connections.file());
            try (FileChannel from = FileChannel.open(connections.file(), StandardOpenOption.READ)) {
                FileCopy copy = new FileCopy(from, to);
                firstPass.of(copy);
                whole = read(transaction -> {
                    boolean same = Objects.equals(identity, PlacedConnection.identity(connections.file()));
                    if (same) {
                        copy.correct();
                    }
                    return same;
                });
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
    }

    /** Changes: when this returns, the whole change is durable; if it throws, nothing was changed. */
    public <T> T write(Function<Transaction, T> work) {
        T result = attempt(() -> onUpgraded(true, handle -> transactions.change(handle, work)));
        noteCommitted();
        return result;
    }

    /** The same for restricted changes; empty, with nothing locked or changed, if the gate refuses. */
    public <T> Optional<T> writeIf(Predicate<Transaction> gate, Function<Transaction, T> work) {
        Optional<T> result = attempt(() -> changeIf(gate, work));
        result.ifPresent(changed -> noteCommitted());
        return result;
    }

    /**
     * The same for a change of every row. It is made in a copy, which then takes the place of the database, so it needs
     * little memory, and readers wait for nothing. Writers wait.
     *
     * @param draft what the copy is called until then, beside the database
     * @param account the uid of this process
     * @param changed whether a result says that anything was changed
     */
    public <T> Optional<T> exchangeIf(
            Predicate<Transaction> gate,
            Path draft,
            long account,
            Function<Transaction, T> work,
            Predicate<T> changed) {
        Exchange exchange = new Exchange(connections, transactions, ring, draft, account);
        Optional<T> result = attempt(() -> onUpgraded(true, handle -> exchange.run(handle, gate, work, changed)));
        if (exchange.isDone()) {
            noteCommitted();
            read(transaction -> {
                transaction.noteSeen();
                return true;
            });
        }
        return result;
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
        Optional<T> result = attempt(() -> reserve.spentFor(() -> urgent.changeIf(gate, work)));
        result.ifPresent(changed -> noteCommitted());
        return result;
    }

    Connections connections() {
        return connections;
    }

    Transactions transactions() {
        return transactions;
    }

    /** The master keys, in the key file. */
    public KeyRing keyRing() {
        return ring;
    }

    /** Whether a change by this object, or by one made from it, is durable. */
    public boolean hasCommitted() {
        return committed.get();
    }

    /** What a failure leaves here is known: either the commit failed and the failure says so, or nothing was changed. */
    private <T> T attempt(Supplier<T> change) {
        try {
            return transactions.translated(change);
        } catch (Failure e) {
            throw e.state() == null ? e.leaving(State.UNCHANGED) : e;
        }
    }

    void noteCommitted() {
        committed.set(true);
        if (ring.file() != null) {
            reserve.restore();
        }
    }

    private <T> Optional<T> changeIf(Predicate<Transaction> gate, Function<Transaction, T> work) {
        return onUpgraded(true, handle -> transactions.changeIf(handle, gate, work));
    }

    /**
     * Opens a connection for looking up many tokens. First, a connection that can write upgrades an older schema, and rolls
     * back what a writer that died has left.
     */
    public Lookups openLookups() {
        long tokens = read(transaction -> transaction.tokens().count());
        return transactions.translated(() -> {
            Handle handle = connections.open(false);
            try {
                return new Lookups(transactions, handle, tokens);
            } catch (RuntimeException e) {
                handle.close();
                throw e;
            }
        });
    }

    /** Opens a connection for noting accesses. */
    public AccessRecorder openAccessRecorder() {
        return transactions.translated(() -> new AccessRecorder(transactions, connections.open(true)));
    }

    /** The same as {@link #on}, but if the work finds an older schema, upgrades it and does the work again. */
    private <T> T onUpgraded(boolean writable, Function<Handle, T> work) {
        try {
            return on(writable, work);
        } catch (Transactions.UpgradeNeeded e) {
            upgrade();
            return on(writable, work);
        }
    }

    private void upgrade() {
        if (upgrading == null) {
            throw olderVersion();
        }
        try (KeptCopy copy = KeptCopy.of(connections.file())) {
            try {
                Consumer<Path> told = upgrading.told();
                on(true, handle -> transactions.upgrade(handle, copy, upgrading))
                        .ifPresent(place -> Objects.requireNonNull(told).accept(place));
            } catch (RuntimeException e) {
                if (isStillOld()) {
                    copy.remove();
                }
                throw e;
            }
        }
    }

    /** Whether the schema is certainly an older one. */
    private boolean isStillOld() {
        try {
            return on(false, handle -> Schema.check(handle, connections.file())) < Schema.VERSION;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private Failure olderVersion() {
        return new IntegrityException(connections.file() + " was made by an older version of apikeys.");
    }

    /** Does the work on a connection of its own; on another one if the file is replaced before the work begins. */
    private <T> T on(boolean writable, Function<Handle, T> work) {
        for (int replaced = 0; ; replaced++) {
            try (Handle handle = connections.open(writable)) {
                return work.apply(handle);
            } catch (ReplacedException e) {
                if (replaced == MOST_REPLACED) {
                    throw e.advising("Try again.");
                }
            }
        }
    }
}
