package com.smartonboarding.apikeys.server;

import com.smartonboarding.apikeys.model.text.AsciiSet;
import com.smartonboarding.apikeys.model.text.TextRules;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The scopes that a request demands of the token: those in the parameter {@code scope} of the query and those in the
 * header {@code X-Required-Scope}, together. So a client that can write one of them adds a scope, but removes none. A name
 * that is misspelt is refused: if it were ignored, the door would be open.
 */
final class RequiredScopes {
    static final String PARAMETER = "scope";
    static final String HEADER = "X-Required-Scope";

    /** The most scopes that a request may demand, so that the answer stays short. */
    static final int MOST = 32;

    private static final String LONG_NAME = "requiredscopes";
    private static final AsciiSet BETWEEN_IN_QUERIES = AsciiSet.of(" ");
    private static final AsciiSet BETWEEN_IN_HEADERS = AsciiSet.of(" \t,");

    private RequiredScopes() {}

    /**
     * The scopes, sorted and without duplicates. A place for scopes without any is refused: a variable of the proxy that
     * is empty must not open the door.
     */
    static List<String> of(Question question) {
        SortedSet<String> scopes = new TreeSet<>();
        for (String value : FormText.inQuery(question.query(), PARAMETER, RequiredScopes::requireOther)) {
            scopes.addAll(scopes(value, BETWEEN_IN_QUERIES));
        }
        for (Header header : question.headers()) {
            if (header.isNamed(HEADER)) {
                scopes.addAll(scopes(header.value(), BETWEEN_IN_HEADERS));
            } else if (isLike(header.name(), "xrequiredscopes") || isLike(header.name(), LONG_NAME)) {
                throw RefusedException.badRequest("The name of a header is misspelt. It must be " + HEADER + ".");
            }
        }
        if (scopes.size() > MOST) {
            throw RefusedException.badRequest("The request demands more than " + MOST + " scopes.");
        }
        return List.copyOf(scopes);
    }

    private static void requireOther(String parameter) {
        if (isLike(parameter, "scopes") || isLike(parameter, LONG_NAME)) {
            throw RefusedException.badRequest(
                    "The name of a parameter of the query is misspelt. It must be " + PARAMETER + ".");
        }
    }

    /** Whether a name is this plural or its singular, without regard to case, hyphens and underscores. */
    private static boolean isLike(String name, String plural) {
        int same = 0;
        for (int i = 0; i < name.length(); i++) {
            char character = name.charAt(i);
            if (character != '-' && character != '_') {
                if (same == plural.length() || HeaderText.lower(character) != plural.charAt(same)) {
                    return false;
                }
                same++;
            }
        }
        return same >= plural.length() - 1;
    }

    private static List<String> scopes(String text, AsciiSet between) {
        List<String> scopes = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || between.has(text.charAt(i))) {
                if (i > start) {
                    scopes.add(scope(text.substring(start, i)));
                }
                start = i + 1;
            }
        }
        if (scopes.isEmpty()) {
            throw RefusedException.badRequest("The required scope is empty.");
        }
        return scopes;
    }

    private static String scope(String text) {
        if (!TextRules.isScope(text)) {
            throw RefusedException.badRequest("The required scope is not a scope.");
        }
        return text;
    }
}
