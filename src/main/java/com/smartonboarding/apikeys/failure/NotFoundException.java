package com.smartonboarding.apikeys.failure;

/** There is no such token, code, user or file. */
public final class NotFoundException extends Failure {
    public NotFoundException(String fact) {
        super(ExitCode.NOT_FOUND, fact, null);
    }
}
