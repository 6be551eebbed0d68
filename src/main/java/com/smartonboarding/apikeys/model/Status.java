package com.smartonboarding.apikeys.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The status of a token, computed from its row and the time, never stored. More than one can apply. Then the most
 * final one counts: Revoked before Expired, and Expired before Disabled. Only a token to which none of
 * these applies is Active.
 */
public enum Status {
    ACTIVE("Active"),
    DISABLED("Disabled"),
    REVOKED("Revoked"),
    EXPIRED("Expired");

    private final String word;

    Status(String word) {
        this.word = word;
    }

    /** The word people and machines read: such as {@code Active}. */
    public String word() {
        return word;
    }

    /** Whether a token of this status keeps its label from others: it authenticates, or can be enabled again. */
    public boolean keepsLabel() {
        return this == ACTIVE || this == DISABLED;
    }

    /**
     * The status at a moment. A token is expired from its expiry time on.
     *
     * @param revoked whether it was revoked
     * @param disabled whether it was disabled, and not enabled again
     * @param expiresAt when it stops authenticating, or null for never
     */
    public static Status of(boolean revoked, boolean disabled, @Nullable Instant expiresAt, Instant moment) {
        if (revoked) {
            return REVOKED;
        }
        if (expiresAt != null && !expiresAt.isAfter(moment)) {
            return EXPIRED;
        }
        return disabled ? DISABLED : ACTIVE;
    }
}
