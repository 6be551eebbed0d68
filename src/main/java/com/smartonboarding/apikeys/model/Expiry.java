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

    /** A later time could not be written with a year of four digits, as ISO 8601 has it. */
    private static final Instant LATEST = UtcTime.parse("9999-12-31T23:59:59Z");

    /** The time for a token generated at this moment, or null for never. */
    public @Nullable Instant time(Instant generatedAt) {
        if (in == null) {
            return at;
        }
        Instant time = generatedAt.plus(in);
        return time.isBefore(LATEST) ? time : LATEST;
    }
}
