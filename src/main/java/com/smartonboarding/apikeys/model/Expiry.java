package com.smartonboarding.apikeys.model;

import com.smartonboarding.apikeys.model.text.UtcTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a token will stop authenticating: after a duration from its creation, at a time, or never if both are null. */
public record Expiry(@Nullable Duration in, @Nullable Instant at) {
    /** Never expires. */
    public static final Expiry NEVER = new Expiry(null, null);

    /** The last time with a four-digit year, which ISO 8601 needs. */
    private static final Instant LATEST = UtcTime.parse("9999-12-31T23:59:59Z");

    /** The expiry of a token generated at this time, or null for never. */
    public @Nullable Instant time(Instant generatedAt) {
        if (in == null) {
            return at;
        }
        Instant time = generatedAt.plus(in);
        return time.isBefore(LATEST) ? time : LATEST;
    }
}
