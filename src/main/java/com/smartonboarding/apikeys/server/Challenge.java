package com.smartonboarding.apikeys.server;

import com.smartonboarding.apikeys.model.text.AsciiSet;
import java.util.Collection;

/** How an answer asks for a code, or says what is wrong with it (RFC 6750, 3, and RFC 7617, 2). */
final class Challenge {
    static final String NAME = "WWW-Authenticate";

    private static final String REALM = " realm=\"Smart Onboarding\"";

    /** RFC 6750, 3. */
    private static final AsciiSet QUOTABLE = AsciiSet.range(' ', '~').without("\"\\");

    private Challenge() {}

    /** Asks for a code. It contains no error, because none was presented. */
    static Header bearer() {
        return new Header(NAME, BearerCode.SCHEME + REALM);
    }

    /** Asks for a name and a code. */
    static Header basic() {
        return new Header(NAME, BasicCredentials.SCHEME + REALM + ", charset=\"UTF-8\"");
    }

    /**
     * Says what is wrong.
     *
     * @param error a code of RFC 6750, 3.1
     * @param description a sentence for the developers of the client
     */
    static Header error(String error, String description) {
        return new Header(
                NAME,
                bearer().value() + ", error=\"" + quotable(error) + "\", error_description=\"" + quotable(description)
                        + "\"");
    }

    /** Says what is wrong, and which scopes the token must have. */
    static Header error(String error, String description, Collection<String> scopes) {
        return new Header(
                NAME, error(error, description).value() + ", scope=\"" + quotable(String.join(" ", scopes)) + "\"");
    }

    /**
     * The text, if a quoted value may contain it (RFC 6750, 3).
     *
     * @throws IllegalArgumentException when it has a quotation mark, a backslash, or a character that is not printable
     *     ASCII
     */
    private static String quotable(String text) {
        if (QUOTABLE.hasAll(text)) {
            return text;
        }
        throw new IllegalArgumentException("a challenge has a character that it may not have");
    }
}
