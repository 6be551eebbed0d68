package com.smartonboarding.apikeys.server.http;

/** What a connection does at the moment. */
enum ConnectionState {
    /** Waits for the first byte of a request. */
    IDLE,
    /** Reads a request. */
    READING,
    /** Waits for the reply to a question, and reads nothing meanwhile. */
    ANSWERING,
    /** Writes a response, and reads nothing meanwhile. */
    SENDING,
    /** Has sent its last response, and ignores what the client still sends, until the client closes. */
    CLOSING;

    /** Whether it may read a request. */
    boolean mayRead() {
        return this == IDLE || this == READING;
    }
}
