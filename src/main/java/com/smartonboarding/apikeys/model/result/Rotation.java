package com.smartonboarding.apikeys.model.result;

import com.smartonboarding.apikeys.model.Succession;
import com.smartonboarding.apikeys.model.Token;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A token and its successor, at a given time. */
public record Rotation(Token predecessor, Token successor, Instant now) {
    /** The phases of a rotation. */
    public enum Phase {
        /**
         * The successor is made, but as far as is known its code was not delivered. The predecessor stays unchanged.
         */
        UNDELIVERED("undelivered"),
        /** Both codes authenticate until the grace period ends, unless one is disabled. */
        OVERLAP("overlap"),
        /** The predecessor is revoked or expired. */
        FINISHED("finished"),
        /** The successor was revoked. */
        ABANDONED("abandoned");

        private final String word;

        Phase(String word) {
            this.word = word;
        }

        /** The word for programs. */
        public String word() {
            return word;
        }
    }

    public Phase phase() {
        if (successor.revocation() != null) {
            return Phase.ABANDONED;
        }
        if (!predecessor.status(now).keepsLabel()) {
            return Phase.FINISHED;
        }
        return isShortened() ? Phase.OVERLAP : Phase.UNDELIVERED;
    }

    /** Whether the predecessor has had no later successor. */
    public boolean isLatest() {
        Succession succession = predecessor.succession();
        return succession != null && succession.successorId().equals(successor.id());
    }

    /** Whether the predecessor's life was shortened, which happens once the successor's code was delivered. */
    public boolean isShortened() {
        Succession succession = predecessor.succession();
        return succession != null && succession.shortenedAt() != null;
    }

    /** Whether somebody has the successor's code: it was delivered, or it has authenticated. */
    public boolean isDelivered() {
        return isShortened() || successor.lastAccess() != null || predecessor.revocation() != null;
    }

    /** When the predecessor's code will stop authenticating; null if it already has, or never will. */
    public @Nullable Instant ends() {
        return predecessor.status(now).keepsLabel() ? predecessor.expiresAt() : null;
    }
}
