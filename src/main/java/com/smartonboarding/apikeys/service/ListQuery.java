package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.model.IpAddress;
import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.model.Metadata;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens to list; every condition must hold, and an absent one always does.
 *
 * @param globs labels, by SQLite's GLOB
 * @param unusedFor not used for this long; a token that was never used counts from its creation
 * @param expiringWithin Active, and expiring within this time
 * @param createdBy the login name or the uid of the user who generated it
 * @param scopes the scopes that the token has; it may have others
 * @param owner the owner that the token has
 * @param metadata the pairs that the token has; it may have others
 * @param allowedFrom an address that the token may be used from
 * @param limit the most tokens to list
 * @param asOf the time whose statuses are asked for; tokens generated later are left out
 */
public record ListQuery(
        List<String> globs,
        Set<Status> statuses,
        @Nullable Duration unusedFor,
        @Nullable Duration expiringWithin,
        @Nullable String createdBy,
        List<String> scopes,
        @Nullable String owner,
        Metadata metadata,
        @Nullable IpAddress allowedFrom,
        TokenOrder order,
        long limit,
        @Nullable Instant asOf) {

    /** Whether the token is one to list; its label was compared before. */
    public boolean matches(Token token, Instant at) {
        // A token with a creation time in the future still exists: the clock was set back.
        return (asOf == null || !token.createdAt().isAfter(asOf))
                && (statuses.isEmpty() || statuses.contains(status(token, at)))
                && (unusedFor == null || !lastSignOfLife(token, at).isAfter(at.minus(unusedFor)))
                && (expiringWithin == null || expiresBetween(token, at, at.plus(expiringWithin)))
                && (createdBy == null || isBy(token, createdBy))
                && token.scopes().containsAll(scopes)
                && (owner == null || owner.equals(token.owner()))
                && token.metadata().containsAll(metadata)
                && (allowedFrom == null || token.mayBeUsedFrom(allowedFrom));
    }

    /** The status that the token is listed with: the present one, or the one at the requested time. */
    public Status status(Token token, Instant now) {
        return asOf == null ? token.status(now) : token.statusAsOf(asOf);
    }

    private static Instant lastSignOfLife(Token token, Instant at) {
        LastAccess access = token.lastAccess();
        return access == null || access.at().isAfter(at) ? token.createdAt() : access.latestUse();
    }

    private boolean expiresBetween(Token token, Instant from, Instant to) {
        Instant expiresAt = token.expiresAt();
        return status(token, from) == Status.ACTIVE && expiresAt != null && !expiresAt.isAfter(to);
    }

    static boolean isBy(Token token, String who) {
        return token.createdBy().name().equals(who)
                || Long.toString(token.createdBy().uid()).equals(who);
    }
}
