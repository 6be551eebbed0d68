package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.failure.State;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.files.LargeDraft;
import com.smartonboarding.apikeys.files.NotDurableException;
import com.smartonboarding.apikeys.files.PrivateFiles;
import com.smartonboarding.apikeys.secret.KeyRing;
import com.smartonboarding.apikeys.store.engine.WholeFileLock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * Changes a copy of a database, and puts the copy in its place. So a change of every row needs little memory, and readers
 * wait for nothing. Writers wait until it is done, because the connection keeps the lock of a writer.
 */
final class Exchange {
    private final Connections connections;
    private final Transactions transactions;
    private final KeyRing ring;
    private final Path file;
    private final Path name;
    private final long account;
    private boolean done;

    /**
     * Changes nothing yet.
     *
     * @param name what the copy is called while it is made: see {@link LargeDraft#open}
     */
    Exchange(Connections connections, Transactions transactions, KeyRing ring, Path name, long account) {
        this.connections = connections;
        this.transactions = transactions;
        this.ring = ring;
        this.file = connections.file();
        this.name = name;
        this.account = account;
    }

    /** Whether the copy was put in place. */
    boolean isDone() {
        return done;
    }

    /**
     * Does the work in a copy, and puts it in place if the result says that anything was changed.
     *
     * @param handle a connection to the database, which is closed after this
     * @return empty, with nothing changed, if the gate refuses
     */
    <T> Optional<T> run(
            Handle handle, Predicate<Transaction> gate, Function<Transaction, T> work, Predicate<T> changed) {
        // A process that closes a file loses its locks on it (fcntl(2)), so this is closed after the transaction.
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
            return transactions.withoutWritersIf(handle, gate, transaction -> replace(from, work, changed));
        } catch (IOException e) {
            throw PrivateFiles.failure("read", file, e);
        }
    }

    private <T> T replace(FileChannel from, Function<Transaction, T> work, Predicate<T> changed) {
        try (LargeDraft draft = LargeDraft.open(name, account)) {
            new FileCopy(from, draft.channel()).copyIntoMemory(copied -> {});
            T result = change(draft.path(), work);
            if (changed.test(result)) {
                publish(draft);
            }
            return result;
        } catch (IOException e) {
            throw PrivateFiles.failure("copy", file, e);
        }
    }

    private <T> T change(Path draft, Function<Transaction, T> work) {
        Transactions apart = new Transactions(draft, new KeyRing(ring.current().withoutPlace()));
        try (Handle handle = connections.ofDraft(draft).open(true)) {
            return apart.fill(handle, work);
        }
    }

    /**
     * A process can look at the name just before the exchange, and ask for a lock of the old file just after. While there
     * is the lock of a writer, SQLite does not take the journal of the new file for one of the old.
     */
    private void publish(LargeDraft draft) throws IOException {
        try {
            draft.publish(file, true);
        } catch (NotDurableException e) {
            throw new StorageException("The change is made, but may not survive a power cut: " + e.reason() + ".", e)
                    .leaving(State.BEGUN);
        }
        done = true;
        WholeFileLock.pause(Occupation.AFTERWARDS);
    }
}
