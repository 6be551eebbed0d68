package com.smartonboarding.apikeys.model;

import java.time.Duration;
import java.time.Instant;

/**
 * Attempts of one user at one action that were denied.
 *
 * @param firstAt when the one was that has an event in the audit trail
 * @param lastAt when the last one was that was counted
 * @param count how many were counted, with the first
 */
public record DeniedAttempts(Instant firstAt, Instant lastAt, long count) {
    /** So long after an event, further attempts are counted and have no event of their own. */
    private static final Duration TOGETHER = Duration.ofMinutes(1);
    /** No more than one attempt in this time is counted, since each that is takes the lock of the database. */
    private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(1);

    /** The first of them. */
    public static DeniedAttempts first(Instant at) {
        return new DeniedAttempts(at, at, 1);
    }

    /** Whether an attempt now belongs to these; one from before them does not, for then the clock was set back. */
    public boolean include(Instant now) {
        return !now.isBefore(firstAt) && now.isBefore(firstAt.plus(TOGETHER));
    }

    /** Whether an attempt now is counted. */
    public boolean counts(Instant now) {
        return !now.isBefore(lastAt.plus(BETWEEN_COUNTS));
    }

    /** These and one more. */
    public DeniedAttempts and(Instant at) {
        return new DeniedAttempts(firstAt, at, count + 1);
    }
}
