package com.smartonboarding.apikeys.verifier;

import com.smartonboarding.apikeys.model.text.TextRules;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A code as a client presents it, with what it must be good for.
 *
 * @param code what the client presented; it need not be a well-formed code
 * @param scopes the scopes that the token must have, compared literally
 * @param from the address of the client, recorded with the access: see {@link TextRules#address}. If the token has
 *     networks, the address must be in one of them. With null, the networks are not checked, and the caller can do so
 *     itself: {@link com.smartonboarding.apikeys.model.Token#networks}
 */
public record Presentation(
        String code, Collection<String> scopes, @Nullable String from) {
    /** Copies the scopes, and refuses an address that is none. */
    public Presentation {
        scopes = List.copyOf(scopes);
        if (from != null) {
            TextRules.address(from);
        }
    }

    /** A code that needs no scope, from an address that is not known. */
    public Presentation(String code) {
        this(code, Set.of(), null);
    }

    /** Without the code, so that a message or log cannot reveal it. */
    @Override
    public String toString() {
        return "Presentation[code=[redacted], scopes=" + scopes + ", from=" + from + "]";
    }
}
