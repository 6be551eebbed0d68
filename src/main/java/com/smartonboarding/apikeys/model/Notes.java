package com.smartonboarding.apikeys.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose a token is, what is noted about it for programs, and where its code may be used from.
 *
 * @param networks in CIDR notation; sorted and without duplicates, and empty for everywhere
 */
public record Notes(@Nullable String owner, Metadata metadata, List<String> networks) {
    /** Nothing is noted. */
    public static final Notes NONE = new Notes(null, Metadata.NONE, List.of());

    /** The notes about this token. */
    public static Notes of(Token token) {
        return new Notes(token.owner(), token.metadata(), token.networks());
    }
}
