package com.smartonboarding.apikeys.server;

/**
 * A request that cannot be answered as it is. The message is the same for every request with this fault, and repeats
 * nothing of it. It has no stack trace, because clients bring it about.
 */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String result;

    /**
     * A fault.
     *
     * @param result the word for {@link Outcome}
     * @param sentence what is wrong, in characters that a challenge may have
     */
    RefusedException(int status, String result, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
        this.result = result;
    }

    /** A request that is malformed or ambiguous (RFC 6750, 3.1). */
    static RefusedException badRequest(String sentence) {
        return new RefusedException(400, "invalid_request", sentence);
    }

    int status() {
        return status;
    }

    String result() {
        return result;
    }

    /** What is wrong, as a sentence for people. */
    String sentence() {
        return String.valueOf(getMessage());
    }
}
