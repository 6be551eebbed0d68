package com.smartonboarding.apikeys.failure;

/** The database stayed locked for the whole busy timeout; nothing changed. */
public final class BusyException extends Failure {
    public BusyException(String message) {
        super(ExitCode.BUSY, message, null);
    }
}
