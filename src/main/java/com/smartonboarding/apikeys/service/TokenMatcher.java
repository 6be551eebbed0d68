package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.model.TokenReference.Reading;
import com.smartonboarding.apikeys.model.result.Finding;
import com.smartonboarding.apikeys.scan.Match;
import com.smartonboarding.apikeys.store.StoredToken;
import com.smartonboarding.apikeys.store.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the tokens that exposed codes belong to. */
public final class TokenMatcher {
    private final Session session;

    public TokenMatcher(Session session) {
        this.session = session;
    }

    /**
     * Finds the token of each code. A code belongs to a token only if it matches the token's verifier: the id is
     * public, so anybody can make up a code with that id and a right checksum.
     */
    public List<Finding> identify(List<Match> matches) {
        if (matches.isEmpty()) {
            return List.of();
        }
        return session.database().read(transaction -> {
            Map<String, Optional<Token>> known = new HashMap<>();
            Set<String> missing = new HashSet<>();
            List<Finding> findings = new ArrayList<>(matches.size());
            for (Match match : matches) {
                Optional<Token> token =
                        known.computeIfAbsent(match.code().reveal(), code -> find(transaction, match.code(), missing));
                findings.add(finding(match, token));
            }
            if (!missing.isEmpty()) {
                session.finder(transaction).requireAbsent(token -> missing.contains(token.id()));
            }
            return findings;
        });
    }

    /** The Active tokens among these, as the targets of a revocation. */
    public static Targets activeAmong(List<Finding> findings) {
        return Targets.named(findings.stream()
                .filter(Finding::isActive)
                .map(Finding::id)
                .distinct()
                .map(id -> new TokenReference(id, Reading.ID))
                .toList());
    }

    private static Optional<Token> find(Transaction transaction, TokenCode code, Set<String> missing) {
        Optional<StoredToken> stored = transaction.tokens().find(code.id());
        if (stored.isEmpty()) {
            missing.add(code.id());
        }
        return stored.filter(found -> found.isOf(code, transaction.codeKeys())).map(StoredToken::token);
    }

    private Finding finding(Match match, Optional<Token> token) {
        return new Finding(
                match.path(),
                match.commit(),
                match.staged(),
                match.line(),
                match.column(),
                match.code().id(),
                token.map(Token::label).orElse(null),
                token.map(found -> found.status(session.now())).orElse(null));
    }
}
