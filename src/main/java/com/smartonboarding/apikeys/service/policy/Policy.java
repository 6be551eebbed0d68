package com.smartonboarding.apikeys.service.policy;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.Expiry;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.text.UtcTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The site's rules for tokens. A setting that is null sets no rule. A lifetime counts from when a token was generated,
 * because a code that is extended again and again is as old as its first day.
 *
 * @param recoverable whether sealed copies of codes may be kept
 * @param lifetimeDefault the lifetime of a token that is generated without an expiry
 * @param lifetimeMax the longest lifetime
 * @param descriptionRequired present if every token needs a description
 * @param scopes the only scopes that tokens may have
 * @param viewersAreAdministrators whether only administrators may look at tokens, at the audit trail and at the roles
 * @param overruled sentences about values of the user configuration that do not apply, because the system configuration
 *     is stricter
 */
public record Policy(
        boolean recoverable,
        @Nullable PolicySetting<Duration> lifetimeDefault,
        @Nullable PolicySetting<Duration> lifetimeMax,
        @Nullable PolicySetting<Boolean> descriptionRequired,
        @Nullable PolicySetting<List<String>> scopes,
        boolean viewersAreAdministrators,
        List<String> overruled) {
    /** No rules at all. */
    public static final Policy NONE = new Policy(true, null, null, null, null, false, List.of());

    /** What sets the lifetime of a token that is generated without an expiry: the shorter of both; null if none does. */
    public @Nullable PolicySetting<Duration> lifetimeOfNew() {
        if (lifetimeDefault == null || lifetimeMax == null) {
            return lifetimeDefault == null ? lifetimeMax : lifetimeDefault;
        }
        return lifetimeDefault.value().compareTo(lifetimeMax.value()) <= 0 ? lifetimeDefault : lifetimeMax;
    }

    /** The expiry of a new token for which this one was asked. */
    public Expiry expiryOfNew(Expiry asked) {
        PolicySetting<Duration> lifetime = lifetimeOfNew();
        return lifetime == null || !asked.equals(Expiry.NEVER) ? asked : new Expiry(lifetime.value(), null);
    }

    /** The expiry of a successor that nobody asked for: the one that it would inherit, or else the longest allowed. */
    public Expiry expiryOfSuccessor(Expiry inherited) {
        return limits(inherited) && lifetimeMax != null ? new Expiry(lifetimeMax.value(), null) : inherited;
    }

    /** Whether the longest lifetime shortens this one, which is a duration or never ends. */
    public boolean limits(Expiry inherited) {
        return lifetimeMax != null && (inherited.in() == null || inherited.in().compareTo(lifetimeMax.value()) > 0);
    }

    /** Refuses an expiry of a new token, or none, if the lifetime would be too long. */
    public void requireLifetimeOfNew(Instant now, @Nullable Instant expiresAt) {
        if (lifetimeMax != null && !isWithin(lifetimeMax.value(), now, expiresAt)) {
            throw refused(tooLong(expiresAt), lifetimeMax, Next.SHORTEN_LIFETIME, lifetimeMax.text());
        }
    }

    /** Refuses another expiry of a token, or none, if its lifetime would be too long. */
    public void requireLifetime(Token token, @Nullable Instant expiresAt) {
        if (lifetimeMax != null && !isWithin(lifetimeMax.value(), token.createdAt(), expiresAt)) {
            Instant latest = token.createdAt().plus(lifetimeMax.value());
            throw refused(tooLong(expiresAt), lifetimeMax, Next.ROTATE_INSTEAD, UtcTime.of(latest), token.id());
        }
    }

    private static String tooLong(@Nullable Instant expiresAt) {
        return expiresAt == null
                ? "A token that never expires is not allowed"
                : "The expiry " + UtcTime.of(expiresAt) + " is later than allowed";
    }

    /** Refuses a missing description if one is required. */
    public void requireDescription(@Nullable String description) {
        if (descriptionRequired != null && description == null) {
            throw refused("The token needs a description", descriptionRequired, Next.DESCRIBE);
        }
    }

    /** Refuses a scope that is not allowed. */
    public void requireScopes(Collection<String> wanted) {
        if (scopes == null) {
            return;
        }
        for (String scope : wanted) {
            if (!scopes.value().contains(scope)) {
                throw refused(
                        "The scope '" + scope + "' is not allowed",
                        scopes,
                        Next.CHOOSE_SCOPE,
                        String.join(", ", scopes.value()));
            }
        }
    }

    /** In what ways a token breaks these rules, whatever its status; empty for most. */
    public Set<Violation> violations(Token token) {
        Set<Violation> violations = EnumSet.noneOf(Violation.class);
        Instant expiresAt = token.expiresAtUnrotated();
        if (lifetimeMax != null && !isWithin(lifetimeMax.value(), token.createdAt(), expiresAt)) {
            violations.add(expiresAt == null ? Violation.NO_EXPIRY : Violation.LIFETIME);
        }
        if (descriptionRequired != null && token.description() == null) {
            violations.add(Violation.NO_DESCRIPTION);
        }
        if (scopes != null && !scopes.value().containsAll(token.scopes())) {
            violations.add(Violation.SCOPE);
        }
        return violations;
    }

    private static boolean isWithin(Duration longest, Instant generatedAt, @Nullable Instant expiresAt) {
        return expiresAt != null && !expiresAt.isAfter(generatedAt.plus(longest));
    }

    private static Failure refused(String what, PolicySetting<?> setting, Next next, Object... about) {
        return new UsageException(what + ": " + setting.words() + ".").advising(next, about);
    }
}
