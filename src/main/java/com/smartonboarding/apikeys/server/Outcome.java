package com.smartonboarding.apikeys.server;

import org.jspecify.annotations.Nullable;

/**
 * What logs and metrics say about an answer. It contains no code, and nothing else that a client can choose freely.
 *
 * @param endpoint the word for the endpoint, such as {@code verify}
 * @param result one word out of a fixed set, such as {@code valid} or {@code no_code}
 * @param tokenId the id of the token, if the code authenticated
 * @param from the address of the client, if it is known
 */
public record Outcome(
        String endpoint,
        String result,
        @Nullable String tokenId,
        @Nullable String from) {
    /** The outcome of a request in which no code authenticated. */
    public Outcome(String endpoint, String result) {
        this(endpoint, result, null, null);
    }
}
