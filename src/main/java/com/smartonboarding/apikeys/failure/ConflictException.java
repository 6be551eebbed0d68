package com.smartonboarding.apikeys.failure;

/** The change contradicts the present state. */
public final class ConflictException extends Failure {
    public ConflictException(String fact) {
        super(ExitCode.CONFLICT, fact, null);
    }
}
