package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.store.Database.UpgradeNeeded;
import com.smartonboarding.apikeys.store.engine.SqliteErrors;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * A change that needs permission. Whether the actor may is read before a lock is taken that keeps other writers out,
 * and in the same transaction as the change: what was read cannot change between the two.
 */
final class GatedChange<T> {
    private final Database database;
    private final Predicate<Transaction> gate;
    private final Function<Transaction, T> work;

    GatedChange(Database database, Predicate<Transaction> gate, Function<Transaction, T> work) {
        this.database = database;
        this.gate = gate;
        this.work = work;
    }

    /** Makes the change and commits it; empty when it was not let through. To close the connection then is to roll back. */
    Optional<T> on(Handle handle) {
        handle.execute("BEGIN");
        try {
            Transaction transaction = database.begin(handle, false);
            if (!gate.test(transaction)) {
                return Optional.empty();
            }
            if (lock(handle)) {
                return Optional.of(Database.finish(handle, transaction, work));
            }
        } catch (UpgradeNeeded e) {
            // Only a writer can bring an older schema up to date.
        }
        handle.execute("ROLLBACK");
        handle.execute("BEGIN IMMEDIATE");
        Transaction transaction = database.begin(handle, true);
        return gate.test(transaction) ? Optional.of(Database.finish(handle, transaction, work)) : Optional.empty();
    }

    /**
     * Takes the writer's lock for the transaction that is open. A reader that waited for it while another writer waits
     * for the readers would wait for ever, so SQLite does not wait; the work then starts over.
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
}
