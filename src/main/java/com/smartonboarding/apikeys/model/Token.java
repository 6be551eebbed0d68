package com.smartonboarding.apikeys.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One API token, without its secret.
 *
 * @param id the public half of the code: 12 characters of 0-9, A-Z, a-z
 * @param label the name people use
 * @param scopes what the token is for; sorted, without duplicates
 * @param expiresAt when it stops authenticating, or null for never
 * @param revocation null until it is revoked
 * @param recoverable whether a sealed copy of the code is kept, so that it can be shown again
 * @param lastAccess null until the code authenticates for the first time
 * @param predecessorId the token that it was made to replace, if any
 * @param succession null until it is rotated
 * @param disabling null unless it is disabled; kept when it is then revoked
 * @param owner who is responsible for it; null if not known
 * @param metadata what was noted about it for programs
 * @param networks where its code may be used from, in CIDR notation; empty for everywhere
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
        @Nullable Succession succession,
        @Nullable Disabling disabling,
        @Nullable String owner,
        Metadata metadata,
        List<String> networks) {
    /** The tool warns about tokens that expire within this time. */
    public static final Duration SOON = Duration.ofDays(14);

    private static final Duration SHORT_WHILE = Duration.ofHours(1);

    /** A token that is not disabled, and about which nothing was noted. */
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
            @Nullable LastAccess lastAccess,
            @Nullable String predecessorId,
            @Nullable Succession succession) {
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
                predecessorId,
                succession,
                null,
                null,
                Metadata.NONE,
                List.of());
    }

    /**
     * The status now. A revocation counts whatever the clock says, because setting the clock back must not revive a
     * token.
     */
    public Status status(Instant now) {
        return Status.of(revocation != null, disabling != null, expiresAt, now);
    }

    /** The status at a time in the past, ignoring later revocations. Only the trail knows whether it was enabled since. */
    public Status statusAsOf(Instant time) {
        return Status.of(
                revocation != null && !revocation.at().isAfter(time),
                disabling != null && !disabling.at().isAfter(time),
                expiresAt,
                time);
    }

    /** Whether its code authenticated within the last hour, so that somebody would miss it. */
    public boolean wasAccessedLately(Instant now) {
        return lastAccess != null && lastAccess.at().isAfter(now.minus(SHORT_WHILE));
    }

    /**
     * Whether its networks allow its use from this address, with or without a port. A name is in no network, because it
     * is not looked up.
     */
    public boolean mayBeUsedFrom(String address) {
        return networks.isEmpty()
                || IpAddress.ofClient(address).filter(this::mayBeUsedFrom).isPresent();
    }

    /** Whether its networks allow its use from this address. */
    public boolean mayBeUsedFrom(IpAddress address) {
        return networks.isEmpty()
                || networks.stream().anyMatch(network -> Network.of(network).contains(address));
    }

    /** Whether it is active, expires soon, and has no successor yet. */
    public boolean isToBeRotated(Instant now) {
        return status(now) == Status.ACTIVE
                && expiresAt != null
                && !expiresAt.isAfter(now.plus(SOON))
                && (succession == null || succession.shortenedAt() == null);
    }

    /** The expiry before a rotation shortened it, or null for never. */
    public @Nullable Instant expiresAtUnrotated() {
        return succession == null || succession.shortenedAt() == null ? expiresAt : succession.formerExpiresAt();
    }

    /** The label and id as messages show them: {@code ci-deploy (7Kq2mZ0aLx3P)}. */
    public String name() {
        return label + " (" + id + ")";
    }

    /**
     * This token with another description, other scopes and another expiry. If a rotation had shortened its life, the
     * expiry is also the one that ending the rotation restores.
     */
    public Token edited(@Nullable String newDescription, List<String> newScopes, @Nullable Instant newExpiresAt) {
        Succession kept = succession;
        if (kept != null && kept.shortenedAt() != null && !Objects.equals(newExpiresAt, expiresAt)) {
            kept = new Succession(kept.successorId(), kept.shortenedAt(), newExpiresAt);
        }
        return with(label, newDescription, newScopes, newExpiresAt, revocation, recoverable, kept, disabling);
    }

    /** This token with other notes. */
    public Token noted(Notes notes) {
        return new Token(
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
                predecessorId,
                succession,
                disabling,
                notes.owner(),
                notes.metadata(),
                notes.networks());
    }

    /** This token with another label. */
    public Token withLabel(String newLabel) {
        return with(newLabel, description, scopes, expiresAt, revocation, recoverable, succession, disabling);
    }

    /** This token, revoked; its code can no longer be shown. */
    public Token revoked(Revocation byWhom) {
        return with(label, description, scopes, expiresAt, byWhom, false, succession, disabling);
    }

    /** This token, disabled; or enabled, if this is null. */
    public Token disabled(@Nullable Disabling byWhom) {
        return with(label, description, scopes, expiresAt, revocation, recoverable, succession, byWhom);
    }

    /** This token with another expiry and another place in a rotation. */
    public Token succeeded(@Nullable Instant newExpiresAt, @Nullable Succession newSuccession) {
        return with(label, description, scopes, newExpiresAt, revocation, recoverable, newSuccession, disabling);
    }

    /** This token with other values of everything that can change. */
    private Token with(
            String newLabel,
            @Nullable String newDescription,
            List<String> newScopes,
            @Nullable Instant newExpiresAt,
            @Nullable Revocation newRevocation,
            boolean newRecoverable,
            @Nullable Succession newSuccession,
            @Nullable Disabling newDisabling) {
        return new Token(
                id,
                newLabel,
                newDescription,
                newScopes,
                createdAt,
                createdBy,
                newExpiresAt,
                newRevocation,
                newRecoverable,
                lastAccess,
                predecessorId,
                newSuccession,
                newDisabling,
                owner,
                metadata,
                networks);
    }
}
