package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks which filters of a query match no token at all: the name of a user or of a scope may be mistyped. */
public final class FilterCheck implements Consumer<Token> {
    private final @Nullable String creator;
    private final Set<String> unknownScopes;
    private boolean creatorKnown;

    private FilterCheck(ListQuery query) {
        creator = query.createdBy();
        unknownScopes = new LinkedHashSet<>(query.scopes());
    }

    /** A sentence about each user and each scope that the query names and that no token has; needs no role. */
    public static List<String> facts(Session session, ListQuery query) {
        FilterCheck check = new FilterCheck(query);
        if (check.creator != null || !check.unknownScopes.isEmpty()) {
            session.database().read(transaction -> {
                transaction.tokens().forEach(List.of(), TokenOrder.OLDEST_FIRST, session.now(), check);
                return check;
            });
        }
        return check.facts();
    }

    @Override
    public void accept(Token token) {
        creatorKnown |= creator != null && ListQuery.isBy(token, creator);
        token.scopes().forEach(unknownScopes::remove);
    }

    private List<String> facts() {
        List<String> facts = new ArrayList<>();
        if (creator != null && !creatorKnown) {
            facts.add("'" + creator + "' has generated no token.");
        }
        unknownScopes.forEach(scope -> facts.add("No token has the scope '" + scope + "'."));
        return facts;
    }
}
