package com.smartonboarding.apikeys.failure;

/** The key file is missing, damaged, or belongs to another database. */
public final class WrongKeyException extends Failure {
    public WrongKeyException(String message) {
        super(ExitCode.WRONG_KEY, message, null);
    }

    public WrongKeyException(String fact, String state) {
        super(ExitCode.WRONG_KEY, fact, state, null);
    }
}
