package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.Revocation;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenOrder;
import com.smartonboarding.apikeys.store.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/** Deletes the rows of tokens that were revoked long ago. The audit trail keeps its events about them. */
public final class TokenPurger {
    private final Session session;
    private final LongConsumer progress;

    /** Reports how many tokens were looked at and then how many are done, counting from 1 each time. */
    public TokenPurger(Session session, LongConsumer progress) {
        this.session = session;
        this.progress = progress;
    }

    /** The tokens that would be purged; for those who may look at tokens. Changes nothing. */
    public List<Token> preview(Instant revokedBefore) {
        return session.forViewing(AuditAction.PURGE, List.of())
                .database()
                .read(transaction -> find(transaction, revokedBefore));
    }

    /** The same, for use before a confirmation prompt; needs the role, so that nobody is asked in vain. */
    public List<Token> plan(Instant revokedBefore) {
        return session.lookAsAdministrator(
                AuditAction.PURGE, List.of(), transaction -> find(transaction, revokedBefore));
    }

    /**
     * Deletes the rows, all or none.
     *
     * @param expected the required number of tokens; with any other number, nothing is done
     */
    public List<Token> purge(Instant revokedBefore, OptionalLong expected) {
        return session.asAdministrator(AuditAction.PURGE, List.of(), transaction -> {
            List<Token> tokens = find(transaction, revokedBefore);
            TokenRevoker.requireCount(tokens.size(), expected);
            long done = 0;
            for (Token token : tokens) {
                transaction
                        .tokens()
                        .delete(transaction.tokens().find(token.id()).orElseThrow());
                session.record(transaction, AuditAction.PURGE, token.id(), PurgedToken.detail(token));
                progress.accept(++done);
            }
            return tokens;
        });
    }

    private List<Token> find(Transaction transaction, Instant revokedBefore) {
        List<Token> found = new ArrayList<>();
        transaction.audit().verifyAll();
        transaction.tokens().forEach(List.of(), TokenOrder.OLDEST_FIRST, revokedBefore, token -> {
            Revocation revocation = token.revocation();
            if (revocation != null && revocation.at().isBefore(revokedBefore)) {
                found.add(token);
                progress.accept(found.size());
            }
        });
        return found;
    }
}
