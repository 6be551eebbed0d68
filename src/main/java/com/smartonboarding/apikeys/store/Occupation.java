package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.files.PrivateFiles;
import com.smartonboarding.apikeys.store.engine.WholeFileLock;
import com.smartonboarding.apikeys.store.schema.Header;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Keeps everybody out of the file of a database, so that another file can be put in its place. This also works if the
 * database is damaged, and if there is none.
 */
final class Occupation {
    /**
     * How long the old file stays locked after it was replaced. A process can look at the name just before that, and ask
     * for the lock just after. It must not get it: SQLite would then take the journal of the new file for one of the old.
     */
    static final Duration AFTERWARDS = Duration.ofMillis(150);

    private final Connections connections;
    private final Transactions transactions;
    private final Path file;

    Occupation(Connections connections, Transactions transactions) {
        this.connections = connections;
        this.transactions = transactions;
        this.file = connections.file();
    }

    /** Whether the file has no content, or does not exist. */
    boolean isMissing() {
        return file.toFile().length() == 0;
    }

    /**
     * Does the work while nobody else can use the database.
     *
     * @param damage why it cannot be read
     * @param kept becomes a copy of the old file, before the work begins
     */
    <T> T during(@Nullable Failure damage, FileChannel kept, LongConsumer copied, Function<Present, T> work) {
        boolean missing = isMissing();
        try {
            if (missing) {
                PrivateFiles.createEmpty(file);
            }
            Header.requireNoLog(file);
            Object identity = PlacedConnection.identity(file);
            try (FileChannel old = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                FileCopy copy = new FileCopy(old, kept);
                copy.copy(copied);
                return missing || damage != null
                        ? withoutSqlite(identity, old, missing, copy, () -> work.apply(new Present(null, damage)))
                        : withSqlite(identity, copy, work);
            }
        } catch (UncheckedIOException e) {
            throw PrivateFiles.failure("copy", file, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw PrivateFiles.failure("copy", file, e);
        }
    }

    private <T> T withSqlite(@Nullable Object identity, FileCopy copy, Function<Present, T> work) {
        return transactions.translated(() -> {
            try (Handle handle = connections.open(true)) {
                return transactions.alone(handle, transaction -> {
                    requireInPlace(identity);
                    copy.correct();
                    return leaving(work.apply(new Present(transaction, null)), identity);
                });
            }
        });
    }

    private <T> T withoutSqlite(
            @Nullable Object identity, FileChannel old, boolean missing, FileCopy copy, Supplier<T> work)
            throws IOException {
        WholeFileLock.take(old, file, connections.patience());
        requireInPlace(identity);
        if (missing && !isMissing()) {
            throw PlacedConnection.replaced(file).advising("Try again.");
        }
        copy.correct();
        try {
            return leaving(work.get(), identity);
        } finally {
            if (missing && isInPlace(identity)) {
                Files.delete(file); // only now, while nobody can begin a database in it
            }
        }
    }

    private void requireInPlace(@Nullable Object identity) {
        if (!isInPlace(identity)) {
            throw PlacedConnection.replaced(file).advising("Try again.");
        }
    }

    private boolean isInPlace(@Nullable Object identity) {
        return identity != null && Objects.equals(identity, PlacedConnection.identity(file));
    }

    private <T> T leaving(T result, @Nullable Object identity) {
        if (!isInPlace(identity)) {
            WholeFileLock.pause(AFTERWARDS);
        }
        return result;
    }
}
