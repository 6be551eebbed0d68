package com.smartonboarding.apikeys.server;

import java.util.concurrent.CompletableFuture;

/** What answers the requests for one path. */
@FunctionalInterface
public interface Endpoint {
    /**
     * The answer, now or later. It is a {@link com.smartonboarding.apikeys.failure.Failure} if the database could not be
     * used; the {@link Router} then says so to the client.
     */
    CompletableFuture<Reply> answer(Question question);
}
