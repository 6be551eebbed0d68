package com.smartonboarding.apikeys.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a token's code last authenticated, and from which address if that is known. */
public record LastAccess(Instant at, @Nullable String from) {
    /**
     * An access within this time after the recorded one is not recorded, so the true last access may be this much
     * later.
     */
    public static final Duration RESOLUTION = Duration.ofMinutes(1);

    /** A process that checks many codes records their accesses together, at most this long after each. */
    public static final Duration DELAY = Duration.ofSeconds(10);

    /**
     * After this time, every access is on record, provided that the verifying process records accesses and can write.
     */
    public static final Duration KNOWN_AFTER = DELAY.plusSeconds(5);

    /** Whether an access now is to be recorded, given the one on record; also if that one lies in the future. */
    public static boolean isToBeRecorded(@Nullable LastAccess recorded, Instant now) {
        return recorded == null || Duration.between(recorded.at, now).abs().compareTo(RESOLUTION) >= 0;
    }

    /** The latest access that this record may stand for. */
    public Instant latestUse() {
        return at.plus(RESOLUTION);
    }
}
