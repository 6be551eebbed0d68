package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.DiskFullException;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.Revocation;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.SystemReason;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.result.RevokeResult;
import com.smartonboarding.apikeys.model.text.TextRules;
import com.smartonboarding.apikeys.store.StoredToken;
import com.smartonboarding.apikeys.store.Transaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Revokes tokens. */
public final class TokenRevoker {
    private final Session session;
    private final LongConsumer progress;

    public TokenRevoker(Session session) {
        this(session, count -> {});
    }

    /** Reports how many tokens were looked up and then how many are done, counting from 1 each time. */
    public TokenRevoker(Session session, LongConsumer progress) {
        this.session = session;
        this.progress = progress;
    }

    /** What a revocation would do; for those who may look at tokens. Changes nothing. */
    public RevokeResult preview(Targets targets) {
        return session.forViewing(AuditAction.REVOKE, targets.references())
                .database()
                .read(transaction -> sort(transaction, targets, token -> token.token()));
    }

    /** The same, for use before a confirmation prompt; needs the role, so that nobody is asked in vain. */
    public RevokeResult plan(Targets targets) {
        return session.lookAsAdministrator(
                AuditAction.REVOKE,
                targets.references(),
                transaction -> sort(transaction, targets, token -> token.token()));
    }

    /**
     * Revokes tokens and destroys their sealed codes, all or none. Tokens that are revoked already stay unchanged. If
     * the disk is full and has no space to revoke all at once, it does so in several steps, and each of them is
     * durable.
     *
     * @param expected the required number of tokens; with any other number, nothing is done
     */
    public RevokeResult revoke(Targets targets, @Nullable String reason, OptionalLong expected) {
        String checkedReason = reason == null ? null : TextRules.reason(reason);
        try {
            return revokeAtOnce(targets, checkedReason, expected);
        } catch (DiskFullException e) {
            RevokeResult plan = preview(targets);
            requireCount(plan.revoked().size(), expected);
            if (plan.revoked().size() < 2) {
                throw e;
            }
            return new StepwiseRevoker(plan, some -> revokeAtOnce(some, checkedReason, OptionalLong.empty())).run();
        }
    }

    private RevokeResult revokeAtOnce(Targets targets, @Nullable String reason, OptionalLong expected) {
        return session.asAdministratorEvenOnFullDisk(AuditAction.REVOKE, targets.references(), transaction -> {
            RevokeResult result = sort(
                    transaction,
                    targets,
                    stored -> switchOff(
                            session,
                            transaction,
                            stored,
                            AuditAction.REVOKE,
                            new Revocation(session.now(), session.user(), reason)));
            requireCount(result.revoked().size(), expected);
            return result;
        });
    }

    /** Refuses a number of tokens that is not the expected one; inside a change, this rolls the change back. */
    public static void requireCount(long count, OptionalLong expected) {
        if (expected.isPresent() && expected.getAsLong() != count) {
            throw new ConflictException((count == 1 ? "There is 1 such token" : "There are " + count + " such tokens")
                            + ", but " + expected.getAsLong() + " were expected.")
                    .advising(Next.TRY_DRY);
        }
    }

    /** Revokes a token for a reason of the tool itself. */
    public static Token switchOff(
            Session session, Transaction transaction, StoredToken before, AuditAction action, SystemReason reason) {
        return switchOff(
                session,
                transaction,
                before,
                action,
                new Revocation(session.now(), session.user(), reason.sentence(), reason));
    }

    private static Token switchOff(
            Session session, Transaction transaction, StoredToken before, AuditAction action, Revocation revocation) {
        StoredToken after = before.revoked(revocation);
        transaction.tokens().update(before, after);
        session.record(transaction, action, after.token().id(), revocation.reason());
        return after.token();
    }

    private RevokeResult sort(Transaction transaction, Targets targets, Function<StoredToken, Token> change) {
        List<Token> revoked = new ArrayList<>();
        List<Token> already = new ArrayList<>();
        for (StoredToken stored : targets.find(transaction, session.now(), progress)) {
            if (stored.token().revocation() != null) {
                already.add(stored.token());
            } else {
                revoked.add(change.apply(stored));
                progress.accept(revoked.size());
            }
        }
        return new RevokeResult(revoked, already, survivors(transaction, revoked), 1);
    }

    /** The predecessors that still authenticate after these successors are revoked. */
    private List<Token> survivors(Transaction transaction, List<Token> revoked) {
        Set<String> ids = new HashSet<>();
        revoked.forEach(token -> ids.add(token.id()));
        List<Token> survivors = new ArrayList<>();
        for (Token token : revoked) {
            String id = token.predecessorId();
            if (id != null && !ids.contains(id)) {
                transaction
                        .tokens()
                        .find(id)
                        .map(StoredToken::token)
                        .filter(predecessor -> predecessor.status(session.now()) == Status.ACTIVE)
                        .ifPresent(survivors::add);
            }
        }
        return survivors;
    }
}
