package com.smartonboarding.apikeys.server.load;

import java.util.concurrent.atomic.AtomicInteger;

/** A token that clients present, and what a server may answer. */
final class AskedToken {
    final String code;
    /** How often it was let in by requests that ended before its revocation began. */
    final AtomicInteger letInBefore = new AtomicInteger();
    /** How often it was let in by requests that began after its revocation was reported. */
    final AtomicInteger letInAfter = new AtomicInteger();
    /** How often it was rejected by requests that began after its revocation was reported. */
    final AtomicInteger rejectedAfter = new AtomicInteger();

    private volatile long revoking = Long.MAX_VALUE;
    private volatile long revoked = Long.MAX_VALUE;
    private volatile long lastLetIn = Long.MIN_VALUE;

    AskedToken(String code) {
        this.code = code;
    }

    String id() {
        return code.substring(4, 16);
    }

    /** Revokes the token, and notes when that began and when it was reported. */
    void revokedBy(Runnable command) {
        revoking = System.nanoTime();
        command.run();
        revoked = System.nanoTime();
    }

    /** When it was last let in, in milliseconds since 1970, or less than 0 if that never happened. */
    long lastLetIn() {
        return lastLetIn;
    }

    void forgetWhenItWasLetIn() {
        lastLetIn = Long.MIN_VALUE;
    }

    /** Counts an answer, and returns whether it is a right one. */
    boolean isRight(int status, long began, long ended) {
        boolean before = ended < revoking;
        boolean after = began > revoked;
        switch (status) {
            case 204 -> {
                lastLetIn = System.currentTimeMillis();
                (after ? letInAfter : letInBefore).addAndGet(before || after ? 1 : 0);
                return !after;
            }
            case 401 -> {
                rejectedAfter.addAndGet(after ? 1 : 0);
                return !before;
            }
            default -> {
                return status == 503 || status == Asker.CLOSED;
            }
        }
    }
}
