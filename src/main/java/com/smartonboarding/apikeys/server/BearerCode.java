package com.smartonboarding.apikeys.server;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a request has its code: in the header Authorization, with the scheme Bearer (RFC 6750, 2.1), or in a header that
 * the site names. A code in a query or a body is never read (RFC 6750, 2.2 and 2.3, leave that to the server, and 5.3
 * advises against it).
 *
 * @param header another header, whose whole value is a code, with or without {@code Bearer} before it; null for none
 */
public record BearerCode(@Nullable String header) {
    static final String SCHEME = "Bearer";

    /**
     * The code of this request, whatever its form; empty if it presents none. Refuses a request that presents two, even
     * if they are the same: a client must not use more than one method (RFC 6750, 2).
     */
    Optional<String> in(Question question) {
        if (header == null) {
            return inAuthorization(question);
        }
        List<String> lines = question.values(header);
        if (lines.size() > 1) {
            throw RefusedException.badRequest("The request has more than one header with a token.");
        }
        Optional<String> own = lines.stream()
                .filter(line -> !line.isEmpty())
                .map(BearerCode::withoutScheme)
                .findFirst();
        if (HeaderText.sameIgnoringCase(header, AuthorizationField.NAME)) {
            return own;
        }
        Optional<String> usual = inAuthorization(question);
        if (own.isPresent() && usual.isPresent()) {
            throw RefusedException.badRequest("The request has a token in more than one header.");
        }
        return own.or(() -> usual);
    }

    /** Another scheme presents no code (RFC 6750, 3.1). */
    private static Optional<String> inAuthorization(Question question) {
        return AuthorizationField.of(question)
                .filter(field -> field.isOf(SCHEME))
                .map(AuthorizationField::credentials);
    }

    private static String withoutScheme(String line) {
        int end = SCHEME.length();
        return line.length() > end
                        && line.charAt(end) == ' '
                        && HeaderText.sameIgnoringCase(line.substring(0, end), SCHEME)
                ? HeaderText.trimmed(line.substring(end))
                : line;
    }
}
