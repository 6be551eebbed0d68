package com.smartonboarding.apikeys.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a token's code last authenticated, and from which address if that was told. */
public record LastAccess(Instant at, @Nullable String from) {
    /** An access so soon after the one on record is not recorded: the true last access may be so much later. */
    public static final Duration RESOLUTION = Duration.ofMinutes(1);

    /** Whoever checks one code after another notes the accesses together, so long after them at most. */
    public static final Duration DELAY = Duration.ofSeconds(10);

    /** After this long every use is on record, where those who verify note it and can write. */
    public static final Duration KNOWN_AFTER = DELAY.plusSeconds(5);

    /** The latest moment of a use that this record may stand for. */
    public Instant latestUse() {
        return at.plus(RESOLUTION);
    }
}
