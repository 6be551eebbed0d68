package com.smartonboarding.apikeys.model.doctor;

import com.smartonboarding.apikeys.model.Status;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers about a database.
 *
 * @param tokens the number of tokens in each status; empty if they could not be read
 * @param expiring how many Active tokens expire soon and have no successor
 * @param lastBackup null if there was none
 * @param lastAuditVerify when the whole audit trail was last checked; null if never
 */
public record Figures(
        Map<Status, Long> tokens,
        long expiring,
        @Nullable Instant lastBackup,
        @Nullable Instant lastAuditVerify) {
    /** The numbers of a database that could not be read. */
    public static final Figures NONE = new Figures(Map.of(), 0, null, null);
}
