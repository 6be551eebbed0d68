package com.smartonboarding.apikeys.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When, by whom and why a token was switched off.
 *
 * @param reason what a person typed, or a sentence for people; never to be read as a state
 * @param systemReason why the tool itself did it, where it did
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
