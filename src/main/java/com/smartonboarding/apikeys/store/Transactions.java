package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.secret.CodeKeys;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.secret.KeyRing;
import com.smartonboarding.apikeys.store.engine.SqliteErrors;
import com.smartonboarding.apikeys.store.schema.Installation;
import com.smartonboarding.apikeys.store.schema.Schema;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.sqlite.BusyHandler;

/**
 * Begins and ends the transactions of one database, on connections that others open and close. Each one begins with the
 * checks that tell a whole database of ours, with its own key, from anything else.
 *
 * <p>These are not the driver's transactions. After its COMMIT, the driver begins the next one at once. If that finds the
 * database locked, the driver reports a commit that succeeded as failed. After an exception, closing the connection is
 * the rollback.
 */
final class Transactions {
    private final Path file;
    private final KeyRing ring;
    private final Anchor anchor;

    Transactions(Path file, KeyRing ring) {
        this.file = file;
        this.ring = ring;
        this.anchor = Anchor.of(file, ring);
    }

    /** Reads, on a connection that need not be able to write. */
    <T> T read(Handle handle, Function<Transaction, T> work) {
        T result = work.apply(enter(handle, "BEGIN"));
        commit(handle);
        return result;
    }

    /** Makes a change and commits it. */
    <T> T change(Handle handle, Function<Transaction, T> work) {
        return finish(handle, enter(handle, "BEGIN IMMEDIATE"), work);
    }

    /** Makes a change in a draft. If its commit fails, the draft is of no use, so nothing was changed. */
    <T> T fill(Handle handle, Function<Transaction, T> work) {
        Transaction transaction = enter(handle, "BEGIN IMMEDIATE");
        T result = work.apply(transaction);
        transaction.saveHead();
        handle.execute("COMMIT");
        return result;
    }

    /** Does the work while everybody else is kept out of the file, and changes nothing in it. */
    <T> T alone(Handle handle, Function<Transaction, T> work) {
        T result = work.apply(enter(handle, "BEGIN EXCLUSIVE"));
        handle.execute("ROLLBACK");
        return result;
    }

    /** The sequence of the last event that was seen here, if this copy does not have it. */
    OptionalLong lastSeenMissingIn(Transaction copy) {
        return anchor.read(copy.keys()).missingIn(copy.audit());
    }

    /** Forgets what was seen here, durably. */
    void forgetSeen() {
        anchor.remove();
    }

    /** Notes the end of the trail of the database that was put here. */
    void noteSeen(Transaction copy) {
        anchor.forget(copy.keys())
                .moveTo(Schema.VERSION, copy.audit().count(), copy.audit().lastMac());
    }

    /**
     * Makes a change that needs permission, and commits it. The gate reads the permission before the transaction takes a
     * lock that keeps other writers out. Gate and change share one transaction, so what the gate read still holds.
     *
     * @return empty if the gate refuses
     */
    <T> Optional<T> changeIf(Handle handle, Predicate<Transaction> gate, Function<Transaction, T> work) {
        return lockedIf(handle, gate).map(transaction -> finish(handle, transaction, work));
    }

    /**
     * Does work that needs permission while no other process can write, and changes nothing in the file. Readers go on.
     *
     * @return empty if the gate refuses
     */
    <T> Optional<T> withoutWritersIf(Handle handle, Predicate<Transaction> gate, Function<Transaction, T> work) {
        Optional<T> result = lockedIf(handle, gate).map(work);
        handle.execute("ROLLBACK"); // a COMMIT would wait for the readers
        return result;
    }

    private Optional<Transaction> lockedIf(Handle handle, Predicate<Transaction> gate) {
        Transaction transaction = enter(handle, "BEGIN");
        if (!gate.test(transaction)) {
            return Optional.empty();
        }
        if (lock(handle)) {
            PlacedConnection.requireInPlace(handle); // an exchange does not wait for readers
            return Optional.of(transaction);
        }
        handle.execute("ROLLBACK");
        return Optional.of(enter(handle, "BEGIN IMMEDIATE")).filter(gate);
    }

    /**
     * Takes the writer's lock for the open transaction. SQLite does not wait here: two readers that wait for each other
     * to become writers would wait for ever. If the lock is taken, the change starts over.
     */
    private static boolean lock(Handle handle) {
        try {
            handle.execute("UPDATE head SET mac = mac WHERE 0");
            return true;
        } catch (RuntimeException e) {
            if (SqliteErrors.isBusy(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Makes the database in an empty file, with its first rows; false if another process made it first. */
    boolean create(Handle handle, String uuid, Instant now, Consumer<Transaction> firstRows) {
        handle.execute("BEGIN IMMEDIATE");
        PlacedConnection.requireInPlace(handle);
        if (Schema.version(handle) != 0) {
            return false;
        }
        Schema.upgrade(handle);
        DatabaseKeys keys = new DatabaseKeys(ring.current().newest(), uuid);
        Installation.create(handle, keys, uuid, now);
        Transaction transaction =
                new Transaction(handle, new CodeKeys(keys, ring), Head.create(handle, keys), anchor.forget(keys));
        return finish(handle, transaction, open -> {
            firstRows.accept(open);
            return true;
        });
    }

    /**
     * Begins a transaction on the file that is in its place. A writer looks before it begins, too: SQLite would roll
     * back the journal that it finds beside the file, and that one belongs to the file that is there now.
     */
    private Transaction enter(Handle handle, String begin) {
        try {
            PlacedConnection.requireInPlace(handle);
            handle.execute(begin);
            return begin(handle);
        } catch (RuntimeException e) {
            if (SqliteErrors.isBusy(e)) {
                PlacedConnection.requireInPlace(handle); // the wait for the lock ended because of this
            }
            throw e;
        }
    }

    /** Checks the database in a transaction that has just begun. */
    Transaction begin(Handle handle) {
        int version = Schema.check(handle, file); // takes the lock
        PlacedConnection.requireInPlace(handle);
        if (version < Schema.VERSION) {
            throw new UpgradeNeeded();
        }
        DatabaseKeys keys = Installation.load(handle).keys(ring, file);
        Anchor.Seen seen = anchor.read(keys);
        seen.requireNotOlder(version);
        Transaction transaction = new Transaction(handle, new CodeKeys(keys, ring), Head.load(handle, keys), seen);
        seen.requireIn(transaction.audit());
        transaction.audit().verifyTail();
        return transaction;
    }

    /**
     * Upgrades an older schema, unless another process has done so meanwhile. Keeps a copy of the database as it was.
     *
     * @return where the copy is; empty if nothing was to be done
     */
    Optional<Path> upgrade(Handle handle, KeptCopy copy, Upgrading upgrading) {
        PlacedConnection.requireInPlace(handle);
        handle.execute("BEGIN IMMEDIATE");
        int version = Schema.check(handle, file);
        PlacedConnection.requireInPlace(handle);
        if (version == Schema.VERSION) {
            return Optional.empty();
        }
        DatabaseKeys keys = Installation.load(handle).keys(ring, file);
        Anchor.Seen seen = anchor.read(keys);
        seen.requireNotOlder(version);
        copy.make(version, keys, upgrading.actor().account());
        SchemaUpgrade upgrade = new SchemaUpgrade(handle, keys);
        upgrade.convert();
        seen.requireIn(upgrade.audit());
        Path place = upgrading.told() == null ? null : copy.place(version, upgrading.now());
        Head head = upgrade.record(upgrading.event(version, Schema.VERSION, place));
        if (place != null) {
            copy.publish(place);
        }
        commit(handle);
        whileInPlace(handle, () -> seen.moveTo(Schema.VERSION, head.auditSequence(), head.auditMac()));
        return Optional.ofNullable(place);
    }

    /** Does the work in an open transaction, commits it, and then moves the anchor. */
    private static <T> T finish(Handle handle, Transaction transaction, Function<Transaction, T> work) {
        T result = work.apply(transaction);
        transaction.saveHead();
        commit(handle);
        if (transaction.hasNewEvents()) {
            whileInPlace(handle, transaction::noteSeen);
        }
        return result;
    }

    /**
     * Moves the anchor after a commit, while the lock of a reader keeps the file in its place. Otherwise, a process that was
     * stopped meanwhile could note what it knows of the former file, and this would refuse the file that is there now. If
     * another process keeps readers out, or if this fails, then the anchor stays behind. It says less then, but nothing wrong.
     */
    private static void whileInPlace(Handle handle, Runnable moving) {
        try {
            BusyHandler.clearHandler(handle.getConnection()); // what was committed does not wait
            handle.execute("BEGIN");
            handle.createQuery("PRAGMA schema_version") // takes the lock
                    .map((row, context) -> row.getLong(1))
                    .one();
            if (PlacedConnection.isInPlace(handle)) {
                moving.run();
            }
            handle.execute("ROLLBACK");
        } catch (SQLException | RuntimeException e) {
            // What was committed stays committed.
        }
    }

    private static void commit(Handle handle) {
        try {
            handle.execute("COMMIT");
        } catch (RuntimeException e) {
            throw new CommitFailed(e);
        }
    }

    /** The result of an attempt. Where it fails with an exception of SQLite, this throws the failure that people see. */
    <T> T translated(Supplier<T> attempt) {
        try {
            return attempt.get();
        } catch (CommitFailed e) {
            throw SqliteErrors.translate(e, file, true);
        } catch (Failure e) {
            throw e;
        } catch (RuntimeException e) {
            throw SqliteErrors.translate(e, file, false);
        }
    }

    private static final class CommitFailed extends RuntimeException {
        CommitFailed(RuntimeException cause) {
            super(cause);
        }
    }

    /** Thrown where a transaction finds an older schema. */
    static final class UpgradeNeeded extends RuntimeException {}
}
