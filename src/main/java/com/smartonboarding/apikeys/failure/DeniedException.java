package com.smartonboarding.apikeys.failure;

/** The invoker lacks the role, or the system does not let this account use the files. */
public final class DeniedException extends Failure {
    public DeniedException(String message) {
        super(ExitCode.DENIED, message, null);
    }

    public DeniedException(String fact, String state) {
        super(ExitCode.DENIED, fact, state, null);
    }
}
