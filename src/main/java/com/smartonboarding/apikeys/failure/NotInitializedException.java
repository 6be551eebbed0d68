package com.smartonboarding.apikeys.failure;

/** There is no database where one was expected. */
public final class NotInitializedException extends Failure {
    public NotInitializedException(String fact) {
        super(ExitCode.NOT_INITIALIZED, fact, null);
    }
}
