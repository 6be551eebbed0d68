package com.smartonboarding.apikeys.failure;

/** Another file took the place of the database after this process had opened it. Nothing was read or written. */
public final class ReplacedException extends Failure {
    public ReplacedException(String fact) {
        super(ExitCode.BUSY, fact, null);
    }
}
