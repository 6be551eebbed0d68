package com.smartonboarding.apikeys.server.http;

import java.time.Duration;

/**
 * What one client may use, so that others are served, and the memory of the process stays bounded.
 *
 * @param line most bytes of a request line; more is answered 414
 * @param headers most bytes of a header section; more is answered 431
 * @param fields most lines of a header section; more is answered 431
 * @param body most bytes of a body; more is answered 413
 * @param connections most open connections; if there are more, the one that has been idle the longest is closed
 * @param request how long a request may take from its first byte to its last; a slower one is answered 408. A client may
 *     take as long to read its answer
 * @param idle how long a connection may wait for its first or next request
 */
public record Limits(int line, int headers, int fields, int body, int connections, Duration request, Duration idle) {
    /** The usual limits, with this number of connections and this idle time. */
    public static Limits of(int connections, Duration idle) {
        return new Limits(4_096, 8_192, 100, 8_192, connections, Duration.ofSeconds(10), idle);
    }
}
