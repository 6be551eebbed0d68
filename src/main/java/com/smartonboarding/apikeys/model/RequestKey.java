package com.smartonboarding.apikeys.model;

/**
 * Identifies the retry of a request: the id that the caller chose, and the MAC of what was asked for, so that a
 * different request with the same id is not taken for a retry. Each user has separate ids.
 */
public final class RequestKey {
    private final String id;
    private final byte[] mac;

    public RequestKey(String id, byte[] mac) {
        this.id = id;
        this.mac = mac;
    }

    public String id() {
        return id;
    }

    public byte[] mac() {
        return mac;
    }
}
