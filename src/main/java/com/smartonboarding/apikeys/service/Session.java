package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.audit.AuditActor;
import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.OutcomeUnknownException;
import com.smartonboarding.apikeys.identity.Accounts;
import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.model.result.RoleHolder;
import com.smartonboarding.apikeys.service.policy.Policy;
import com.smartonboarding.apikeys.store.Database;
import com.smartonboarding.apikeys.store.Transaction;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One invocation on a database: the user, the time, and the gate that every change and every display of a code passes
 * through.
 *
 * @param accounts the users of the system, to find out whether a uid still has the login name that the role was granted
 *     to
 * @param random the source of codes and nonces
 * @param policy the rules of the site for tokens
 */
public record Session(
        Database database,
        AuditActor actor,
        Accounts accounts,
        Clock clock,
        Supplier<SecureRandom> random,
        Policy policy) {

    /** The time in milliseconds, the precision that is stored. */
    public Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    public User user() {
        return actor.user();
    }

    /** What finds tokens, as they are now, within this transaction. */
    public TokenFinder finder(Transaction transaction) {
        return new TokenFinder(transaction, now());
    }

    /**
     * Does the work if the actor holds the System Administrator role in the same transaction. Otherwise records the
     * denial and refuses.
     *
     * @param targets the tokens that the action is about, for the record of a denial
     */
    public <T> T asAdministrator(AuditAction action, List<TokenReference> targets, Function<Transaction, T> work) {
        try {
            return decide(action, targets, gate -> database.writeIf(gate, work));
        } catch (OutcomeUnknownException e) {
            throw action == AuditAction.GENERATE || action == AuditAction.ROTATE ? e.advising(Next.CHECK_GENERATED) : e;
        }
    }

    /** Like {@link #asAdministrator}, for a change that must also be possible on a full disk. */
    public <T> T asAdministratorEvenOnFullDisk(
            AuditAction action, List<TokenReference> targets, Function<Transaction, T> work) {
        return decide(action, targets, gate -> database.writeEvenOnFullDiskIf(gate, work));
    }

    /**
     * Like {@link #asAdministrator}, for looking before a change. It changes nothing, and others can write meanwhile.
     */
    public <T> T lookAsAdministrator(AuditAction action, List<TokenReference> targets, Function<Transaction, T> work) {
        // Neither a revocation or disabling nor the question before it may wait for a stopped process that holds the
        // lock.
        Database patient = action == AuditAction.REVOKE || action == AuditAction.DISABLE ? database.urgent() : database;
        return decide(
                action,
                targets,
                gate -> patient.read(transaction ->
                        gate.test(transaction) ? Optional.of(work.apply(transaction)) : Optional.<T>empty()));
    }

    /**
     * This session, for looking at tokens and at what was done with them. If the policy leaves that to administrators,
     * records the denial of everybody else and refuses.
     *
     * @param targets the tokens that the actor looks at, for the record of a denial
     */
    public Session forViewing(AuditAction action, List<TokenReference> targets) {
        if (policy.viewersAreAdministrators()) {
            lookAsAdministrator(action, targets, transaction -> true);
        }
        return this;
    }

    public void record(Transaction transaction, AuditAction action, @Nullable String tokenId, @Nullable String detail) {
        transaction.audit().append(AuditEvent.of(now(), action, false, tokenId, detail, actor));
    }

    /** Records the same event for each of these tokens. */
    public void recordAll(Transaction transaction, AuditAction action, List<String> tokenIds, @Nullable String detail) {
        Instant now = now();
        transaction
                .audit()
                .appendAll(tokenIds.stream()
                        .map(id -> AuditEvent.of(now, action, false, id, detail, actor))
                        .toList());
    }

    /**
     * Repeats an attempt, which passes the gate in a transaction of its own, until the role of the actor is known. Asks the
     * system's user database between two attempts, because it may be slow.
     *
     * @param attempt empty, with nothing changed, if the gate refuses
     */
    public <T> T decide(
            AuditAction action, List<TokenReference> targets, Function<Predicate<Transaction>, Optional<T>> attempt) {
        RoleGate gate = new RoleGate(actor, null);
        Optional<T> result = attempt.apply(gate);
        while (gate.role().standing() == Role.Standing.OPEN) {
            Administrator grant = Objects.requireNonNull(gate.role().grant());
            gate = new RoleGate(actor, new RoleHolder(grant, accounts.currentUser(grant.user())));
            result = attempt.apply(gate);
        }
        Role decided = gate.role();
        return result.orElseThrow(() -> new Denial(this, action, targets, decided).record());
    }
}
