package com.smartonboarding.apikeys.model;

import java.time.Duration;
import java.time.Instant;

/**
 * Denied attempts of one user at one action.
 *
 * @param firstAt the time of the attempt that has an event in the audit trail
 * @param lastAt the time of the last attempt that was counted
 * @param count how many were counted, including the first
 */
public record DeniedAttempts(Instant firstAt, Instant lastAt, long count) {
    /** For this long after an event, further attempts are only counted and get no event of their own. */
    private static final Duration TOGETHER = Duration.ofMinutes(1);
    /** At most one attempt in this time is counted, because counting takes the lock of the database. */
    private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(1);

    /** The record of a first attempt. */
    public static DeniedAttempts first(Instant at) {
        return new DeniedAttempts(at, at, 1);
    }

    /**
     * Whether an attempt now belongs to this record. If it is earlier than the first, the clock was set back, and it
     * does not.
     */
    public boolean include(Instant now) {
        return !now.isBefore(firstAt) && now.isBefore(firstAt.plus(TOGETHER));
    }

    /** Whether an attempt now is counted. */
    public boolean counts(Instant now) {
        return !now.isBefore(lastAt.plus(BETWEEN_COUNTS));
    }

    /** This record with one more attempt. */
    public DeniedAttempts and(Instant at) {
        return new DeniedAttempts(firstAt, at, count + 1);
    }
}
