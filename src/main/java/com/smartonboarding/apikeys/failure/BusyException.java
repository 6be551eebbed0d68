package com.smartonboarding.apikeys.failure;

/** Another process kept the database, or a file, for longer than this one waits. */
public final class BusyException extends Failure {
    public BusyException(String fact) {
        super(ExitCode.BUSY, fact, null);
    }
}
