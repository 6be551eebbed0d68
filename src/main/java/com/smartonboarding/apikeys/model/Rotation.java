package com.smartonboarding.apikeys.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A token and the one that replaces it, at one moment. */
public record Rotation(Token predecessor, Token successor, Instant now) {
    /** How far it is. */
    public enum Phase {
        /** The successor is made, but its code was not delivered, as far as is known: the predecessor goes on as before. */
        UNDELIVERED("undelivered"),
        /** Both codes authenticate until the grace is over. */
        OVERLAP("overlap"),
        /** The predecessor's code does not authenticate any more. */
        FINISHED("finished"),
        /** The successor was revoked. */
        ABANDONED("abandoned");

        private final String word;

        Phase(String word) {
            this.word = word;
        }

        /** The word that machines read. */
        public String word() {
            return word;
        }
    }

    public Phase phase() {
        if (successor.revocation() != null) {
            return Phase.ABANDONED;
        }
        if (predecessor.status(now) != Status.ACTIVE) {
            return Phase.FINISHED;
        }
        return isShortened() ? Phase.OVERLAP : Phase.UNDELIVERED;
    }

    /** Whether the predecessor has had no other successor since. */
    public boolean isLatest() {
        Succession succession = predecessor.succession();
        return succession != null && succession.successorId().equals(successor.id());
    }

    /** Whether the predecessor's life was shortened, as it is once the successor's code was delivered. */
    public boolean isShortened() {
        Succession succession = predecessor.succession();
        return succession != null && succession.shortenedAt() != null;
    }

    /** Whether somebody has the successor's code: it was delivered, or it has authenticated. */
    public boolean isDelivered() {
        return isShortened() || successor.lastAccess() != null || predecessor.revocation() != null;
    }

    /** Until when the predecessor's code authenticates, while it does; null where it has no end, or had it. */
    public @Nullable Instant ends() {
        return predecessor.status(now) == Status.ACTIVE ? predecessor.expiresAt() : null;
    }
}
