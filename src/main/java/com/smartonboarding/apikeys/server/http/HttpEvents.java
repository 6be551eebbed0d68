package com.smartonboarding.apikeys.server.http;

/**
 * What happens beside questions and their replies, for logs and metrics. The thread that serves all connections calls
 * these methods, so they must not wait.
 */
public interface HttpEvents {
    /** A request was refused with this status before it became a question. */
    void refused(int status);

    /** A question was answered 500, because of a bug. */
    void failed(Throwable failure);

    /**
     * A connection could not be accepted, and perhaps the next ones cannot either. This can happen very often.
     *
     * @param reason a few words, such as {@code Too many open files}
     */
    void cannotAccept(String reason);
}
