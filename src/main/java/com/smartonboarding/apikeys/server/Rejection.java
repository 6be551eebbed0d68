package com.smartonboarding.apikeys.server;

import com.smartonboarding.apikeys.model.Verification.Result;

/** What the client of a rejected code is told: an error of RFC 6750, 3.1, and a sentence that names no token. */
record Rejection(String error, String sentence) {
    static final String INVALID_TOKEN = "invalid_token";
    static final String INSUFFICIENT_SCOPE = "insufficient_scope";

    static Rejection of(Result result) {
        return switch (result) {
            case MALFORMED -> new Rejection(INVALID_TOKEN, "The token is malformed.");
            case UNKNOWN -> new Rejection(INVALID_TOKEN, "The token is unknown.");
            case REVOKED -> new Rejection(INVALID_TOKEN, "The token was revoked.");
            case DISABLED -> new Rejection(INVALID_TOKEN, "The token is disabled.");
            case EXPIRED -> new Rejection(INVALID_TOKEN, "The token has expired.");
            case LACKS_SCOPE ->
                new Rejection(INSUFFICIENT_SCOPE, "The token does not have every scope that is required.");
            case OUTSIDE_NETWORK -> new Rejection(INSUFFICIENT_SCOPE, "The token may not be used from this address.");
            case VALID -> throw new IllegalArgumentException("a valid code is not rejected");
        };
    }

    /** Whether the code belongs to no token that is in force. */
    boolean isOfABadCode() {
        return error.equals(INVALID_TOKEN);
    }
}
