package com.smartonboarding.apikeys.failure;

/** One reference matches several tokens. */
public final class AmbiguousException extends Failure {
    public AmbiguousException(String message) {
        super(ExitCode.AMBIGUOUS, message, null);
    }
}
