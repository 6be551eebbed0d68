package com.smartonboarding.apikeys.model.result;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A backup that was made and verified.
 *
 * @param file where it is; null if it went to standard output
 * @param database the uuid of the database
 * @param keyId the id of the master key that it needs
 * @param bytes its length
 * @param tokens how many tokens it has, in every status
 * @param sequence the last event of its audit trail
 * @param notRecorded why the backup could not be recorded in the trail of the database; null if it was recorded
 * @param deleted the older backups that were deleted
 * @param kept why files that looked like older backups were not deleted
 */
public record Backup(
        @Nullable Path file,
        Instant at,
        String database,
        String keyId,
        long bytes,
        long tokens,
        long sequence,
        @Nullable String notRecorded,
        List<Path> deleted,
        List<String> kept) {}
