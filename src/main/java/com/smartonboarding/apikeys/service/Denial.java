package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.audit.SystemLog;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.DeniedAttempts;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Handles an attempt without the role. The attempt is recorded at a bounded cost: one event per command, however many
 * tokens it names; for a minute after that, further attempts at the same action are counted once a second; and a denial
 * never waits long for a lock or uses the reserve. If the trail has no room, the denial goes to the system log.
 */
final class Denial {
    private static final Set<ExitCode> CANNOT_BE_WRITTEN =
            Set.of(ExitCode.BUSY, ExitCode.STORAGE, ExitCode.OUTCOME_UNKNOWN);
    /** The most tokens that an event names. */
    private static final int MOST_NAMED = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Session session;
    private final AuditAction action;
    private final Set<TokenReference> targets;
    private final Role role;

    Denial(Session session, AuditAction action, List<TokenReference> targets, Role role) {
        this.session = session;
        this.action = action;
        this.targets = new LinkedHashSet<>(targets);
        this.role = role;
    }

    /** Records the attempt; the caller throws the result. */
    Failure record() {
        String recorded;
        try {
            boolean counted = session.database().read(this::isToBeCounted);
            recorded = counted
                    ? session.database().waiting(PATIENCE).write(this::count)
                    : "The attempt was recorded with an earlier one.";
        } catch (Failure e) {
            if (!CANNOT_BE_WRITTEN.contains(e.exitCode())) {
                throw e;
            }
            recorded = SystemLog.warn(action.word() + " denied to "
                            + session.user().nameAndUid() + "; the audit trail cannot be written: " + e.exitCode())
                    ? "The attempt was written to the system log, because the audit trail cannot be written."
                    : "The attempt was not recorded, because the audit trail cannot be written.";
        }
        return role.denial(action, recorded);
    }

    private boolean isToBeCounted(Transaction transaction) {
        Instant now = session.now();
        return attempts(transaction)
                .filter(earlier -> earlier.include(now) && !earlier.counts(now))
                .isEmpty();
    }

    private String count(Transaction transaction) {
        Instant now = session.now();
        Optional<DeniedAttempts> earlier = attempts(transaction);
        if (earlier.isPresent() && earlier.get().include(now)) {
            save(transaction, earlier.get().and(now));
            return "The attempt was recorded with an earlier one.";
        }
        List<String> ids = ids(transaction);
        transaction
                .audit()
                .append(AuditEvent.of(
                        now,
                        action,
                        true,
                        targets.size() == 1 && !ids.isEmpty() ? ids.get(0) : null,
                        EventDetail.denied(role.detail(), targets.size(), ids, earlier.orElse(null)),
                        session.actor()));
        save(transaction, DeniedAttempts.first(now));
        return "The attempt was recorded.";
    }

    /** The ids of the first tokens named; tokens that do not exist have none. */
    private List<String> ids(Transaction transaction) {
        TokenFinder finder = session.finder(transaction);
        return targets.stream()
                .limit(MOST_NAMED)
                .flatMap(target -> finder.idOf(target).stream())
                .distinct()
                .toList();
    }

    private Optional<DeniedAttempts> attempts(Transaction transaction) {
        return transaction.denials().find(session.actor().uid(), action.word());
    }

    private void save(Transaction transaction, DeniedAttempts attempts) {
        transaction.denials().save(session.actor().uid(), action.word(), attempts);
    }
}
