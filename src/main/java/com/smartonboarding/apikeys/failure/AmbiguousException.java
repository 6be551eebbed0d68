package com.smartonboarding.apikeys.failure;

/** One reference matches several tokens. */
public final class AmbiguousException extends Failure {
    public AmbiguousException(String fact) {
        super(ExitCode.AMBIGUOUS, fact, null);
    }
}
