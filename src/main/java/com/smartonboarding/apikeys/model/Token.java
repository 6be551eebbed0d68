package com.smartonboarding.apikeys.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One API token, without anything secret.
 *
 * @param id the public half of the code: 12 characters of 0-9, A-Z, a-z
 * @param label the name people use
 * @param scopes what the token is for; sorted, without duplicates
 * @param expiresAt when it stops authenticating, or null for never
 * @param revocation null until it is revoked
 * @param recoverable whether a sealed copy of the code is kept, so that it can be shown again
 * @param lastAccess null until the code authenticates for the first time
 * @param predecessorId the token that it was made to replace, if it was
 * @param succession null until it is rotated
 */
public record Token(
        String id,
        String label,
        @Nullable String description,
        List<String> scopes,
        Instant createdAt,
        User createdBy,
        @Nullable Instant expiresAt,
        @Nullable Revocation revocation,
        boolean recoverable,
        @Nullable LastAccess lastAccess,
        @Nullable String predecessorId,
        @Nullable Succession succession) {
    /** What expires within this time is warned of. */
    public static final Duration SOON = Duration.ofDays(14);

    private static final Duration SHORT_WHILE = Duration.ofHours(1);

    /** A token that has no part in a rotation. */
    public Token(
            String id,
            String label,
            @Nullable String description,
            List<String> scopes,
            Instant createdAt,
            User createdBy,
            @Nullable Instant expiresAt,
            @Nullable Revocation revocation,
            boolean recoverable,
            @Nullable LastAccess lastAccess) {
        this(
                id,
                label,
                description,
                scopes,
                createdAt,
                createdBy,
                expiresAt,
                revocation,
                recoverable,
                lastAccess,
                null,
                null);
    }

    /**
     * The status now: revoked before expired, and expired from its expiry time on. A revocation counts whatever the clock
     * says: one that was set back must not bring a token back to life.
     */
    public Status status(Instant now) {
        return revocation == null ? statusIfNotRevoked(now) : Status.REVOKED;
    }

    /** The status at a time in the past, before later revocations. */
    public Status statusAsOf(Instant time) {
        return revocation == null || revocation.at().isAfter(time) ? statusIfNotRevoked(time) : Status.REVOKED;
    }

    private Status statusIfNotRevoked(Instant now) {
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            return Status.EXPIRED;
        }
        return Status.ACTIVE;
    }

    /** Whether its code authenticated a short while ago, so that somebody would miss it. */
    public boolean wasAccessedLately(Instant now) {
        return lastAccess != null && lastAccess.at().isAfter(now.minus(SHORT_WHILE));
    }

    /** Whether it is Active, expires soon, and was not replaced by a successor yet. */
    public boolean isToBeRotated(Instant now) {
        return status(now) == Status.ACTIVE
                && expiresAt != null
                && !expiresAt.isAfter(now.plus(SOON))
                && (succession == null || succession.shortenedAt() == null);
    }

    /** The expiry as it was before a rotation shortened it, or null for never. */
    public @Nullable Instant expiresAtUnrotated() {
        return succession == null || succession.shortenedAt() == null ? expiresAt : succession.formerExpiresAt();
    }

    /** The label and id as they are written together in messages: {@code ci-deploy (7Kq2mZ0aLx3P)}. */
    public String name() {
        return label + " (" + id + ")";
    }

    /** The same token under another label. */
    public Token withLabel(String newLabel) {
        return new Token(
                id,
                newLabel,
                description,
                scopes,
                createdAt,
                createdBy,
                expiresAt,
                revocation,
                recoverable,
                lastAccess,
                predecessorId,
                succession);
    }

    /** The same token switched off; its code can no longer be shown. */
    public Token revoked(Revocation byWhom) {
        return new Token(
                id,
                label,
                description,
                scopes,
                createdAt,
                createdBy,
                expiresAt,
                byWhom,
                false,
                lastAccess,
                predecessorId,
                succession);
    }

    /** The same token with another expiry and another place in a rotation. */
    public Token succeeded(@Nullable Instant newExpiresAt, @Nullable Succession newSuccession) {
        return new Token(
                id,
                label,
                description,
                scopes,
                createdAt,
                createdBy,
                newExpiresAt,
                revocation,
                recoverable,
                lastAccess,
                predecessorId,
                newSuccession);
    }
}
