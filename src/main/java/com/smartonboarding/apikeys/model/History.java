package com.smartonboarding.apikeys.model;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose history it is.
 *
 * @param label the label now; of a purged token, the last one
 * @param status null for a purged token, of which only the audit trail is left
 * @param expiresAt when it stops authenticating, or null for never, and for a purged token
 * @param predecessorId the token that it was made to replace, if it was
 * @param successorId the token that was made last to replace it, if one was
 * @param sharedNames the login names under which several users appear in it
 */
public record History(
        String id,
        String label,
        @Nullable Status status,
        @Nullable Instant expiresAt,
        @Nullable String predecessorId,
        @Nullable String successorId,
        Set<String> sharedNames) {}
