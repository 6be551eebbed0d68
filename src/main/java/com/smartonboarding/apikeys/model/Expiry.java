package com.smartonboarding.apikeys.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a token shall stop authenticating: so long after it was generated, at a time, or, where both are null, never.
 */
public record Expiry(@Nullable Duration in, @Nullable Instant at) {
    /** No expiry. */
    public static final Expiry NEVER = new Expiry(null, null);

    /** The time for a token generated at this moment, or null for never. */
    public @Nullable Instant time(Instant generatedAt) {
        return in == null ? at : generatedAt.plus(in);
    }
}
