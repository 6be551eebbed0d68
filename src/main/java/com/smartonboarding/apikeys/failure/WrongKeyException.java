package com.smartonboarding.apikeys.failure;

/** The key file is missing, damaged, or belongs to another database. */
public final class WrongKeyException extends Failure {
    public WrongKeyException(String fact) {
        super(ExitCode.WRONG_KEY, fact, null);
    }
}
