package com.smartonboarding.apikeys.failure;

/** The person said no, or could not be asked. */
public final class DeclinedException extends Failure {
    public DeclinedException(String fact) {
        super(ExitCode.DECLINED, fact, null);
    }
}
