package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.files.LargeDraft;
import com.smartonboarding.apikeys.files.NotDurableException;
import com.smartonboarding.apikeys.files.PrivateFiles;
import com.smartonboarding.apikeys.files.ShellWord;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.store.schema.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The copy of a database that is kept beside it before its schema is upgraded. It gets its name only after everything in
 * it was checked by the rules of the older schema. It is opened before the transaction of the upgrade begins and closed
 * after that has ended, because a process that closes a file loses its locks on it (fcntl(2)).
 */
final class KeptCopy implements AutoCloseable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Path database;
    private final @Nullable Object identity;
    private final FileChannel from;
    private @Nullable LargeDraft draft;
    private @Nullable Path published;

    private KeptCopy(Path database, @Nullable Object identity, FileChannel from) {
        this.database = database;
        this.identity = identity;
        this.from = from;
    }

    static KeptCopy of(Path database) {
        Object identity = PlacedConnection.identity(database);
        try {
            return new KeptCopy(database, identity, FileChannel.open(database, StandardOpenOption.READ));
        } catch (IOException e) {
            throw PrivateFiles.failure("read", database, e);
        }
    }

    /** Copies the database and checks the copy, while the caller keeps others from writing the database. */
    void make(int version, DatabaseKeys keys, long account) {
        if (!Objects.equals(identity, PlacedConnection.identity(database))) {
            throw PlacedConnection.replaced(database);
        }
        try {
            LargeDraft made = LargeDraft.open(named(version, ""), account);
            draft = made;
            copyInto(made.channel());
            check(made.path(), keys);
        } catch (IOException e) {
            throw PrivateFiles.failure("copy", database, e);
        }
    }

    private void copyInto(FileChannel to) throws IOException {
        FileCopy copy = new FileCopy(from, to);
        copy.copy(bytes -> {});
        try {
            copy.correct();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Upgrades the copy in memory alone: this checks every row, the sums and the trail as the upgrade itself does. */
    private static void check(Path copy, DatabaseKeys keys) {
        try (Handle handle = new Connections(copy, PATIENCE).open(true)) {
            handle.execute("BEGIN IMMEDIATE");
            Schema.check(handle, copy);
            new SchemaUpgrade(handle, keys).convert();
        }
    }

    /** Where the copy will be. */
    Path place(int version, Instant now) {
        Path place = named(version, "-" + TIME.format(now));
        for (int i = 2; Files.exists(place); i++) {
            place = named(version, "-" + TIME.format(now) + "-" + i);
        }
        return place;
    }

    private Path named(int version, String end) {
        return database.resolveSibling(database.getFileName() + ".schema-" + version + end);
    }

    /** Gives the copy its name, durably. */
    void publish(Path place) {
        try {
            if (!Objects.requireNonNull(draft).publish(place, false)) {
                throw new StorageException("There is a file " + ShellWord.of(place) + " already.");
            }
            published = place;
        } catch (NotDurableException e) {
            published = place;
            throw new StorageException(
                    "The copy " + ShellWord.of(place) + " may not survive a power cut: " + e.reason() + ".", e);
        } catch (IOException e) {
            throw PrivateFiles.failure("write", place, e);
        }
    }

    /** Removes the copy again, because the database was not upgraded. */
    void remove() {
        try {
            if (published != null) {
                Files.deleteIfExists(published);
            }
        } catch (IOException e) {
            // It stays as a copy that nobody needs.
        }
    }

    @Override
    public void close() {
        if (draft != null) {
            draft.close();
        }
        try {
            from.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
