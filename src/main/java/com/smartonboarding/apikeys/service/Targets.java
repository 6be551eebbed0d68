package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.failure.NotFoundException;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.TokenOrder;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.store.StoredToken;
import com.smartonboarding.apikeys.store.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The tokens that a change is about: named ones, the one with a code, or those that a query finds. */
public abstract class Targets {
    private Targets() {}

    /** The tokens that are named. Fails if one does not exist. */
    public static Targets named(List<TokenReference> references) {
        return new Targets() {
            @Override
            Collection<StoredToken> find(Transaction transaction, Instant now, LongConsumer progress) {
                Map<String, StoredToken> byId = new LinkedHashMap<>();
                for (TokenReference reference : references) {
                    StoredToken stored = new TokenFinder(transaction, now).find(reference);
                    byId.putIfAbsent(stored.token().id(), stored);
                    progress.accept(byId.size());
                }
                return byId.values();
            }

            @Override
            List<TokenReference> references() {
                return references;
            }
        };
    }

    /** Exactly these tokens, whatever their labels mean by now. */
    public static Targets exactly(List<Token> tokens) {
        return named(tokens.stream()
                .map(token -> new TokenReference(token.id(), TokenReference.Reading.ID))
                .toList());
    }

    /** The token with this code. Fails if there is none. */
    public static Targets withCode(TokenCode code) {
        return new Targets() {
            @Override
            Collection<StoredToken> find(Transaction transaction, Instant now, LongConsumer progress) {
                Optional<StoredToken> found = transaction.tokens().find(code.id());
                if (found.isEmpty()) {
                    // The user has a leaked code, and can wait for a certain answer.
                    new TokenFinder(transaction, now)
                            .requireAbsent(token -> token.id().equals(code.id()));
                }
                StoredToken stored = found.filter(withId -> withId.isOf(code, transaction.codeKeys()))
                        .orElseThrow(() -> new NotFoundException("No token of this database has that code;"
                                + " another installation may have issued it."));
                return List.of(stored);
            }

            @Override
            List<TokenReference> references() {
                return List.of(new TokenReference(code.id(), TokenReference.Reading.ID));
            }
        };
    }

    /** The tokens that a query finds, oldest first. Finding none is not a failure. */
    public static Targets matching(ListQuery query) {
        return new Targets() {
            @Override
            Collection<StoredToken> find(Transaction transaction, Instant now, LongConsumer progress) {
                List<String> ids = new ArrayList<>();
                transaction.audit().verifyAll();
                transaction.tokens().forEach(query.globs(), TokenOrder.OLDEST_FIRST, now, token -> {
                    if (query.matches(token, now)) {
                        ids.add(token.id());
                    }
                });
                List<StoredToken> found = new ArrayList<>(ids.size());
                for (String id : ids) {
                    found.add(transaction.tokens().find(id).orElseThrow());
                    progress.accept(found.size());
                }
                return found;
            }

            @Override
            List<TokenReference> references() {
                return List.of();
            }
        };
    }

    /** The tokens, each once, as this transaction sees them. */
    abstract Collection<StoredToken> find(Transaction transaction, Instant now, LongConsumer progress);

    /** What the record of a denial names; empty for a query. */
    abstract List<TokenReference> references();
}
