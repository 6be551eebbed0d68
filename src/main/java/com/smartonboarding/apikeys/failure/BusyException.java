package com.smartonboarding.apikeys.failure;

/** The database stayed locked for the whole busy timeout; nothing changed. */
public final class BusyException extends Failure {
    public BusyException(String fact, String state) {
        super(ExitCode.BUSY, fact, state, null);
    }
}
