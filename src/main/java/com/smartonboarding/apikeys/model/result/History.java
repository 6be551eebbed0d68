package com.smartonboarding.apikeys.model.result;

import com.smartonboarding.apikeys.model.Status;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The token that a history is about.
 *
 * @param label the present label, or the last one of a purged token
 * @param status null for a purged token, because only the audit trail is left of it
 * @param expiresAt when it stops authenticating; null for never, and for a purged token
 * @param predecessorId the token that it was made to replace, if any
 * @param successorId the latest token that was made to replace it, if any
 * @param sharedNames the login names that more than one user has in this history
 */
public record History(
        String id,
        String label,
        @Nullable Status status,
        @Nullable Instant expiresAt,
        @Nullable String predecessorId,
        @Nullable String successorId,
        Set<String> sharedNames) {}
