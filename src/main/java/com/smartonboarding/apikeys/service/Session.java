package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.audit.AuditAction;
import com.smartonboarding.apikeys.audit.AuditActor;
import com.smartonboarding.apikeys.identity.Accounts;
import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.model.RoleHolder;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.store.Database;
import com.smartonboarding.apikeys.store.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One invocation at work on a database: who asks, what time it is, and the gate every change and every display of a code
 * goes through.
 *
 * @param accounts who is asked whether a uid still has the login name that the role was granted to
 * @param recoverable whether the site lets sealed copies of codes be kept
 */
public record Session(Database database, AuditActor actor, Accounts accounts, Clock clock, boolean recoverable) {

    /** The time, to the millisecond, as it is stored. */
    Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    User user() {
        return actor.user();
    }

    /**
     * Does the work when the actor holds the System Administrator role, as the same transaction sees it; otherwise
     * records the denial and refuses.
     *
     * @param targets the tokens it is about, so that a denial can say which
     */
    <T> T asAdministrator(AuditAction action, List<TokenReference> targets, Function<Transaction, T> work) {
        Database patient = action == AuditAction.REVOKE ? database.urgent() : database;
        return decide(action, asked -> patient.write(gated(action, targets, asked, work)));
    }

    /** The same, for what must also be possible on a full disk. */
    <T> T asAdministratorEvenOnFullDisk(
            AuditAction action, List<TokenReference> targets, Function<Transaction, T> work) {
        return decide(action, asked -> database.writeEvenOnFullDisk(gated(action, targets, asked, work)));
    }

    void record(Transaction transaction, AuditAction action, @Nullable String tokenId, @Nullable String detail) {
        transaction.audit().append(now(), action.word(), false, tokenId, detail, actor);
    }

    /** Records the same of each of these tokens. */
    void recordAll(Transaction transaction, AuditAction action, List<String> tokenIds, @Nullable String detail) {
        transaction.audit().appendAll(now(), action.word(), tokenIds, detail, actor);
    }

    /** What came of the work; empty when the role is not held. */
    private record Gated<T>(Role role, Optional<T> result) {}

    private <T> Function<Transaction, Gated<T>> gated(
            AuditAction action,
            List<TokenReference> targets,
            @Nullable RoleHolder asked,
            Function<Transaction, T> work) {
        return transaction -> {
            Role role = Role.of(actor, transaction.administrators().findAll(), asked);
            switch (role.standing()) {
                case HELD -> {
                    return new Gated<>(role, Optional.of(work.apply(transaction)));
                }
                case OPEN -> {
                    return new Gated<>(role, Optional.empty());
                }
                case NOT_HELD -> {}
            }
            Set<Optional<String>> ids = new LinkedHashSet<>();
            for (TokenReference target : targets) {
                ids.add(new TokenFinder(transaction, now()).idOf(target));
            }
            if (ids.isEmpty()) {
                ids.add(Optional.empty());
            }
            for (Optional<String> id : ids) {
                transaction.audit().append(now(), action.word(), true, id.orElse(null), role.detail(), actor);
            }
            return new Gated<>(role, Optional.empty());
        };
    }

    /** The user database of the system may be slow, so it is asked between two transactions. */
    private <T> T decide(AuditAction action, Function<@Nullable RoleHolder, Gated<T>> attempt) {
        Gated<T> gated = attempt.apply(null);
        while (gated.role().standing() == Role.Standing.OPEN) {
            Administrator grant = Objects.requireNonNull(gated.role().grant());
            gated = attempt.apply(new RoleHolder(grant, accounts.present(grant.user())));
        }
        Gated<T> decided = gated;
        return decided.result().orElseThrow(() -> decided.role().denial(action));
    }
}
