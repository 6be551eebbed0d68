package com.smartonboarding.apikeys.failure;

/** The invoker lacks the role, or the system does not let this account use the files. */
public final class DeniedException extends Failure {
    public DeniedException(String fact) {
        super(ExitCode.DENIED, fact, null);
    }
}
