package com.smartonboarding.apikeys.server;

import com.smartonboarding.apikeys.model.text.TextRules;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The scopes that a request demands of the token: those in the parameter {@code scope} of the query and those in the
 * header {@code X-Required-Scope}, together. So a client that can write one of them adds a scope, but removes none.
 */
final class RequiredScopes {
    static final String PARAMETER = "scope";
    static final String HEADER = "X-Required-Scope";

    /** The most scopes that a request may demand, so that the answer stays short. */
    static final int MOST = 32;

    private static final String BETWEEN_IN_HEADERS = "[ \t,]+";

    private RequiredScopes() {}

    /**
     * The scopes, sorted and without duplicates. A place for scopes without any is refused: a variable of the proxy that
     * is empty must not open the door.
     */
    static List<String> of(Question question) {
        SortedSet<String> scopes = new TreeSet<>();
        for (String value : FormText.inQuery(question.query(), PARAMETER)) {
            scopes.addAll(scopes(value, " +"));
        }
        for (String line : question.values(HEADER)) {
            scopes.addAll(scopes(line, BETWEEN_IN_HEADERS));
        }
        if (scopes.size() > MOST) {
            throw RefusedException.badRequest("The request demands more than " + MOST + " scopes.");
        }
        return List.copyOf(scopes);
    }

    private static List<String> scopes(String text, String between) {
        List<String> scopes = new ArrayList<>();
        for (String scope : text.split(between, -1)) {
            if (!scope.isEmpty()) {
                scopes.add(scope);
            }
        }
        if (scopes.isEmpty()) {
            throw RefusedException.badRequest("The required scope is empty.");
        }
        if (!scopes.stream().allMatch(TextRules::isScope)) {
            throw RefusedException.badRequest("The required scope is not a scope.");
        }
        return scopes;
    }
}
