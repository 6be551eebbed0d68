package com.smartonboarding.apikeys.service.doctor;

import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.model.Disabling;
import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.Succession;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.service.policy.Policy;
import com.smartonboarding.apikeys.service.policy.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tokens. They are read once, those with the same label one after the other, and each check then reports its own. */
final class TokenChecks {
    private static final Duration LONG_EXPIRED = Duration.ofDays(90);
    private static final Duration LONG_UNUSED = Duration.ofDays(90);
    private static final Duration LONG_DISABLED = Duration.ofDays(90);
    private static final Duration LONG_ROTATION = Duration.ofDays(7);
    private static final Duration DELIVERY = Duration.ofHours(1);

    private final Instant now;
    private final Policy policy;
    private final Map<Status, Long> counts = new EnumMap<>(Status.class);
    private final TokenGroup expired = new TokenGroup();
    private final TokenGroup disabled = new TokenGroup();
    private final TokenGroup expiring = new TokenGroup();
    private final TokenGroup unused = new TokenGroup();
    private final TokenGroup endless = new TokenGroup();
    private final TokenGroup tooLong = new TokenGroup();
    private final TokenGroup undescribed = new TokenGroup();
    private final TokenGroup foreignScopes = new TokenGroup();
    private final TokenGroup doubles = new TokenGroup();
    private final TokenGroup openRotations = new TokenGroup();
    private final TokenGroup undelivered = new TokenGroup();
    private final List<Token> maybeUndelivered = new ArrayList<>();
    private final List<Token> activeOfLabel = new ArrayList<>();

    TokenChecks(Instant now, Policy policy) {
        this.now = now;
        this.policy = policy;
        for (Status status : Status.values()) {
            counts.put(status, 0L);
        }
    }

    /** How many tokens have each status. */
    Map<Status, Long> counts() {
        return counts;
    }

    /** How many tokens expire soon and have no successor. */
    long expiringSoon() {
        return expiring.count();
    }

    /** Takes the next token. */
    void accept(Token token) {
        Status status = token.status(now);
        counts.merge(status, 1L, Long::sum);
        if (status == Status.EXPIRED && isBefore(token.expiresAt(), LONG_EXPIRED)) {
            expired.add(token);
        }
        Disabling disabling = token.disabling();
        if (status == Status.DISABLED && disabling != null && isBefore(disabling.at(), LONG_DISABLED)) {
            disabled.add(token);
        }
        if (status == Status.ACTIVE) {
            acceptActive(token);
        }
    }

    private void acceptActive(Token token) {
        Succession succession = token.succession();
        if (token.isToBeRotated(now)) {
            expiring.add(token);
        }
        if (token.expiresAt() == null && policy.lifetimeMax() == null) { // else the check of the policy reports it
            endless.add(token);
        }
        LastAccess access = token.lastAccess();
        if (isBefore(access == null ? token.createdAt() : access.latestUse(), LONG_UNUSED)) {
            unused.add(token);
        }
        if (succession != null && succession.shortenedAt() == null) {
            maybeUndelivered.add(token);
        } else if (succession != null && isBefore(succession.shortenedAt(), LONG_ROTATION)) {
            openRotations.add(token);
        }
        if (succession == null || succession.shortenedAt() == null) {
            policy.violations(token).forEach(violation -> group(violation).add(token));
        }
        findDouble(token);
    }

    private TokenGroup group(Violation violation) {
        return switch (violation) {
            case NO_EXPIRY, LIFETIME -> tooLong;
            case NO_DESCRIPTION -> undescribed;
            case SCOPE -> foreignScopes;
        };
    }

    /** Two Active tokens may share a label only if one replaces the other. */
    private void findDouble(Token token) {
        if (!activeOfLabel.isEmpty() && !activeOfLabel.get(0).label().equals(token.label())) {
            activeOfLabel.clear();
        }
        for (Token other : activeOfLabel) {
            if (!isReplacedBy(token, other) && !isReplacedBy(other, token)) {
                doubles.add(token.createdAt().isAfter(other.createdAt()) ? other : token);
                return;
            }
        }
        activeOfLabel.add(token);
    }

    private static boolean isReplacedBy(Token token, Token other) {
        Succession succession = token.succession();
        return succession != null && succession.successorId().equals(other.id());
    }

    /** Looks at the successors that may have no code in use, after all tokens were read. */
    void complete(Function<String, Optional<Token>> find) {
        for (Token token : maybeUndelivered) {
            find.apply(successor(token))
                    .filter(successor -> successor.status(now) == Status.ACTIVE
                            && successor.lastAccess() == null
                            && isBefore(successor.createdAt(), DELIVERY))
                    .ifPresent(successor -> undelivered.add(token));
        }
    }

    private static String successor(Token token) {
        return Objects.requireNonNull(token.succession()).successorId();
    }

    private boolean isBefore(@Nullable Instant time, Duration ago) {
        return time != null && time.isBefore(now.minus(ago));
    }

    void expired(Report report) {
        expired.notice(
                report,
                "expired more than 90 days ago and was not revoked",
                "expired more than 90 days ago and were not revoked",
                Next.REVOKE_TOKENS);
    }

    void expiring(Report report) {
        if (!expiring.isEmpty()) {
            report.warning(
                    expiring.fact(
                            "expires within 14 days and has no successor",
                            "expire within 14 days and have no successors",
                            token -> token.name() + " on " + UtcTime.of(Objects.requireNonNull(token.expiresAt()))),
                    Next.ROTATE_TOKENS,
                    expiring.about(Token::id));
        }
    }

    void unused(Report report) {
        unused.notice(report, "was not used for 90 days", "were not used for 90 days", Next.REVOKE_TOKENS);
    }

    void disabled(Report report) {
        disabled.notice(
                report,
                "was disabled more than 90 days ago",
                "were disabled more than 90 days ago",
                Next.REVOKE_TOKENS);
    }

    void endless(Report report) {
        endless.notice(report, "never expires", "never expire", Next.LIMIT_LIVES);
    }

    /** Tokens from before the policy. A token that is being replaced is left out. */
    void policy(Report report) {
        tooLong.warning(
                report,
                "lives longer than the policy allows",
                "live longer than the policy allows",
                Next.ROTATE_TOKENS);
        undescribed.warning(
                report,
                "has no description, and the policy requires one",
                "have no description, and the policy requires one",
                Next.DESCRIBE_TOKENS);
        foreignScopes.warning(
                report,
                "has a scope that the policy does not allow",
                "have scopes that the policy does not allow",
                Next.REVOKE_TOKENS);
    }

    void labels(Report report) {
        doubles.warning(
                report,
                "has the label of a newer Active token that does not replace it",
                "have the label of a newer Active token that does not replace them",
                Next.REVOKE_TOKENS);
    }

    void rotations(Report report) {
        if (!undelivered.isEmpty()) {
            report.warning(
                    undelivered.fact(
                            "has a successor whose code was not delivered",
                            "have successors whose codes were not delivered",
                            Token::name),
                    Next.ABORT_ROTATIONS,
                    undelivered.about(TokenChecks::successor));
        }
        if (!openRotations.isEmpty()) {
            report.notice(
                    openRotations.fact(
                            "was replaced more than 7 days ago and is still Active",
                            "were replaced more than 7 days ago and are still Active",
                            Token::name),
                    Next.FINISH_ROTATIONS,
                    openRotations.about(TokenChecks::successor));
        }
    }
}
