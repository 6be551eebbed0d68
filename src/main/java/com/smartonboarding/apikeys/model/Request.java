package com.smartonboarding.apikeys.model;

/**
 * What makes a retry of a request known as one: the id that the caller gave it, and the MAC of what was asked for, so
 * that another request under the same id is not taken for it. An id is one user's own.
 */
public final class Request {
    private final String id;
    private final byte[] mac;

    public Request(String id, byte[] mac) {
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
