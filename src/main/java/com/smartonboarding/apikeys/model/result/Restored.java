package com.smartonboarding.apikeys.model.result;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A backup that was verified, compared with what is in its place, and restored.
 *
 * @param from the backup, as messages name it
 * @param at when this was
 * @param database the uuid of the database
 * @param keyId the id of the master key that it needs
 * @param tokens how many tokens it has, in every status
 * @param sequence the last event of its audit trail
 * @param unreadable why the former database could not be read; null if it could, or if there was none
 * @param givenUp what is lost, if anything
 * @param kept where the former database is; null if there was none, or if nothing was changed
 */
public record Restored(
        String from,
        Instant at,
        String database,
        String keyId,
        long tokens,
        long sequence,
        @Nullable String unreadable,
        @Nullable GivenUp givenUp,
        @Nullable Path kept) {

    /** The same, compared. */
    public Restored with(@Nullable String why, @Nullable GivenUp lost) {
        return new Restored(from, at, database, keyId, tokens, sequence, why, lost, kept);
    }

    /** The same, with the former database in this place. */
    public Restored keeping(@Nullable Path former) {
        return new Restored(from, at, database, keyId, tokens, sequence, unreadable, givenUp, former);
    }
}
