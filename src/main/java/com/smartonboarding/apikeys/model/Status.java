package com.smartonboarding.apikeys.model;

/** The status of a token, computed from its row and the time, never stored. */
public enum Status {
    ACTIVE("Active"),
    REVOKED("Revoked"),
    EXPIRED("Expired");

    private final String word;

    Status(String word) {
        this.word = word;
    }

    /** The word people and machines read: {@code Active}, {@code Revoked} or {@code Expired}. */
    public String word() {
        return word;
    }
}
