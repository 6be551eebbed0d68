package com.smartonboarding.apikeys.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The status of a token, computed from its row and the time, never stored. */
public enum Status {
    ACTIVE("Active"),
    REVOKED("Revoked"),
    EXPIRED("Expired");

    private final String word;

    Status(String word) {
        this.word = word;
    }

    /** The word people and machines read: {@code Active}, {@code Revoked} or {@code Expired}. */
    public String word() {
        return word;
    }

    /**
     * The status at a moment. Revoked comes before expired, and a token is expired from its expiry time on.
     *
     * @param revoked whether it was revoked
     * @param expiresAt when it stops authenticating, or null for never
     */
    public static Status of(boolean revoked, @Nullable Instant expiresAt, Instant moment) {
        if (revoked) {
            return REVOKED;
        }
        return expiresAt != null && !expiresAt.isAfter(moment) ? EXPIRED : ACTIVE;
    }
}
