package com.smartonboarding.apikeys.failure;

/** The change contradicts something that is already so. */
public final class ConflictException extends Failure {
    public ConflictException(String message) {
        super(ExitCode.CONFLICT, message, null);
    }
}
