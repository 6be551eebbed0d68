package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.files.LargeDraft;
import com.smartonboarding.apikeys.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Copies of large databases, which are read instead of the database, so that nobody waits for a lock meanwhile. */
public final class LargeCopy {
    /** A copy is made only if the disk has room for this many, because others need room as well. */
    private static final int ROOM = 3;

    private LargeCopy() {}

    /**
     * A copy beside the database, which goes when it is closed. Null if the database is not large, or if there is no room
     * or place for a copy. Then the database itself is to be read.
     *
     * @param large from how many bytes on a database is large
     * @param suffix the end of its name; two copies with the same name exclude each other
     * @param account the uid of this process
     */
    public static @Nullable LargeDraft of(Database database, long large, String suffix, long account) {
        return of(database, large, suffix, account, false);
    }

    /** Like {@link #of}, but the name also has the id of this process, so that each process can have a copy. */
    static @Nullable LargeDraft ofThisProcess(Database database, long large, String suffix, long account) {
        return of(database, large, suffix, account, true);
    }

    private static @Nullable LargeDraft of(
            Database database, long large, String suffix, long account, boolean ofThisProcess) {
        Path file = database.file();
        LargeDraft copy = null;
        try {
            long size = Files.size(file);
            if (size < large || Files.getFileStore(file).getUsableSpace() < ROOM * size) {
                return null;
            }
            // Not asked before: for the id, Java loads a dozen classes.
            String end = ofThisProcess ? suffix + "-" + ProcessHandle.current().pid() : suffix;
            copy = LargeDraft.open(file.resolveSibling(file.getFileName() + end), account);
            database.copyForReading(copy.channel());
            return copy;
        } catch (IOException | Failure e) {
            if (copy != null) {
                copy.close();
            }
            return null;
        }
    }
}
