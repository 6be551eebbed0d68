package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.audit.AuditAction;
import com.smartonboarding.apikeys.model.Revocation;
import com.smartonboarding.apikeys.model.TextRules;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.store.StoredToken;
import com.smartonboarding.apikeys.store.Transaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Switching tokens off. */
public final class Revoking {
    private final Session session;

    public Revoking(Session session) {
        this.session = session;
    }

    /** The tokens that a revocation would be about, each once; needs the role, so that nobody is asked in vain. */
    public List<Token> plan(List<TokenReference> references) {
        return session.asAdministrator(
                AuditAction.REVOKE,
                references,
                transaction -> resolve(transaction, references).stream()
                        .map(StoredToken::token)
                        .toList());
    }

    /** Switches tokens off, all or none, and destroys their sealed codes; those that are off already stay as they are. */
    public RevokeResult revoke(List<TokenReference> references, @Nullable String reason) {
        String checkedReason = reason == null ? null : TextRules.reason(reason);
        return session.asAdministratorEvenOnFullDisk(AuditAction.REVOKE, references, transaction -> {
            List<Token> revoked = new ArrayList<>();
            List<Token> already = new ArrayList<>();
            for (StoredToken stored : resolve(transaction, references)) {
                if (stored.token().revocation() != null) {
                    already.add(stored.token());
                } else {
                    revoked.add(switchOff(session, transaction, stored, AuditAction.REVOKE, checkedReason));
                }
            }
            return new RevokeResult(revoked, already);
        });
    }

    static Token switchOff(
            Session session, Transaction transaction, StoredToken before, AuditAction action, @Nullable String reason) {
        StoredToken after = before.revoked(new Revocation(session.now(), session.user(), reason));
        transaction.tokens().update(before, after);
        session.record(transaction, action, after.token().id(), reason);
        return after.token();
    }

    private Collection<StoredToken> resolve(Transaction transaction, List<TokenReference> references) {
        Map<String, StoredToken> byId = new LinkedHashMap<>();
        for (TokenReference reference : references) {
            StoredToken stored = new TokenFinder(transaction, session.now()).find(reference);
            byId.putIfAbsent(stored.token().id(), stored);
        }
        return byId.values();
    }
}
