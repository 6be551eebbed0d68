package com.smartonboarding.apikeys.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When, by whom and why a token was revoked.
 *
 * @param reason what a person typed, or a sentence for people; code must not interpret it
 * @param systemReason why the tool itself revoked the token, or null when a person did
 */
public record Revocation(
        Instant at,
        User by,
        @Nullable String reason,
        @Nullable SystemReason systemReason) {
    /** A revocation that a person asked for. */
    public Revocation(Instant at, User by, @Nullable String reason) {
        this(at, by, reason, null);
    }
}
