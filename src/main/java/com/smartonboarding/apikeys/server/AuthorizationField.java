package com.smartonboarding.apikeys.server;

import java.util.List;
import java.util.Optional;

/**
 * The header field with which clients authenticate (RFC 9110, 11.6.2).
 *
 * @param scheme compared without regard to case (RFC 9110, 11.1)
 * @param credentials what follows the scheme; empty if nothing follows
 */
record AuthorizationField(String scheme, String credentials) {
    static final String NAME = "Authorization";

    /**
     * The field of this request. Two lines are refused, because the proxy, the application and we could each read another
     * one.
     */
    static Optional<AuthorizationField> of(Question question) {
        List<String> lines = question.values(NAME);
        if (lines.size() > 1) {
            throw RefusedException.badRequest("The request has more than one Authorization header.");
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(parse(lines.get(0)));
    }

    private static AuthorizationField parse(String line) {
        int space = line.indexOf(' ');
        return space < 0
                ? new AuthorizationField(line, "")
                : new AuthorizationField(line.substring(0, space), HeaderText.trimmed(line.substring(space)));
    }

    /** Whether it has this scheme. */
    boolean isOf(String name) {
        return HeaderText.sameIgnoringCase(scheme, name);
    }

    /** The scheme alone could be a code that a client sent without one. */
    @Override
    public String toString() {
        return NAME;
    }
}
