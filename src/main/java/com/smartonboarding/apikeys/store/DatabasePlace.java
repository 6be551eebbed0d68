package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.IntegrityException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The place of a database, in which there may be a damaged one, or none, and into which another file can be put. */
public final class DatabasePlace {
    private final Database database;
    private final Occupation occupation;

    /** The place of this database; nothing is opened yet. */
    public DatabasePlace(Database database) {
        this.database = database;
        this.occupation = new Occupation(database.connections(), database.transactions());
    }

    /** The file that has its name here, if there is one. */
    public Path file() {
        return database.file();
    }

    /** Reads what is in this place, whatever state it is in; it is neither changed nor locked for others. */
    public <T> T look(Function<Present, T> work) {
        Failure damage = damage();
        return damage != null || occupation.isMissing()
                ? work.apply(new Present(null, damage))
                : database.read(transaction -> work.apply(new Present(transaction, null)));
    }

    /**
     * Does the work while nobody else can use this database, so that another file can be put in its place.
     *
     * @param kept becomes a copy of the old file, before the work begins
     * @param copied receives the number of bytes that were copied so far
     */
    public <T> T occupy(FileChannel kept, LongConsumer copied, Function<Present, T> work) {
        return occupation.during(damage(), kept, copied, work);
    }

    /** Why the database cannot be read, if it is damaged. This attempt rolls back what a writer that died has left. */
    private @Nullable Failure damage() {
        try {
            if (!occupation.isMissing()) {
                database.read(Transaction::tokens);
            }
            return null;
        } catch (IntegrityException e) {
            return e;
        }
    }

    /** The sequence of the last event that was seen in this place, if this copy does not have it. */
    public OptionalLong lastSeenMissingIn(Transaction copy) {
        return database.transactions().lastSeenMissingIn(copy);
    }

    /** Forgets what was seen in this place, before something older is put there. */
    public void forgetSeen() {
        database.transactions().forgetSeen();
    }

    /** Notes what is in this place since the file was replaced. */
    public void noteReplaced() {
        database.noteCommitted();
        database.read(transaction -> {
            database.transactions().noteSeen(transaction);
            return true;
        });
    }
}
