package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.audit.AuditAction;
import com.smartonboarding.apikeys.audit.AuditActor;
import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.store.Database;
import com.smartonboarding.apikeys.store.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One invocation at work on a database: who asks, what time it is, and the gate every change and every display of a code
 * goes through.
 *
 * @param recoverable whether the site lets sealed copies of codes be kept
 */
public record Session(Database database, AuditActor actor, Clock clock, boolean recoverable) {

    /** The time, to the millisecond, as it is stored. */
    Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    User user() {
        return new User(actor.uid(), actor.name());
    }

    boolean isAdministrator(Transaction transaction) {
        for (Administrator administrator : transaction.administrators().findAll()) {
            if (administrator.user().uid() == actor.uid()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Does the work when the actor holds the System Administrator role, as the same transaction sees it; otherwise
     * records the denial and refuses.
     *
     * @param targets the tokens it is about, so that a denial can say which
     */
    <T> T asAdministrator(AuditAction action, List<TokenReference> targets, Function<Transaction, T> work) {
        Database patient = action == AuditAction.REVOKE ? database.urgent() : database;
        return decide(action, () -> patient.write(gated(action, targets, work)));
    }

    /** The same, for what must also be possible on a full disk. */
    <T> T asAdministratorEvenOnFullDisk(
            AuditAction action, List<TokenReference> targets, Function<Transaction, T> work) {
        return decide(action, () -> database.writeEvenOnFullDisk(gated(action, targets, work)));
    }

    void record(Transaction transaction, AuditAction action, @Nullable String tokenId, @Nullable String detail) {
        transaction.audit().append(now(), action.word(), false, tokenId, detail, actor);
    }

    /** Records the same of each of these tokens. */
    void recordAll(Transaction transaction, AuditAction action, List<String> tokenIds, @Nullable String detail) {
        transaction.audit().appendAll(now(), action.word(), tokenIds, detail, actor);
    }

    private <T> Function<Transaction, Optional<T>> gated(
            AuditAction action, List<TokenReference> targets, Function<Transaction, T> work) {
        return transaction -> {
            if (isAdministrator(transaction)) {
                return Optional.of(work.apply(transaction));
            }
            Set<Optional<String>> ids = new LinkedHashSet<>();
            for (TokenReference target : targets) {
                ids.add(new TokenFinder(transaction, now()).idOf(target));
            }
            if (ids.isEmpty()) {
                ids.add(Optional.empty());
            }
            for (Optional<String> id : ids) {
                recordDenial(transaction, action, id.orElse(null));
            }
            return Optional.empty();
        };
    }

    private void recordDenial(Transaction transaction, AuditAction action, @Nullable String tokenId) {
        transaction.audit().append(now(), action.word(), true, tokenId, null, actor);
    }

    private <T> T decide(AuditAction action, Supplier<Optional<T>> attempt) {
        return attempt.get()
                .orElseThrow(
                        () -> new DeniedException("'" + action.word() + "' needs the System Administrator role, which "
                                + new User(actor.uid(), actor.name()).nameAndUid()
                                + " does not hold. Nothing was changed or shown, and the"
                                + " attempt was recorded; an administrator can give the role with 'apikeys admins add "
                                + actor.uid() + "'."));
    }
}
