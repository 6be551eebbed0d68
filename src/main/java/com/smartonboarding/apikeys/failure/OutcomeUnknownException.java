package com.smartonboarding.apikeys.failure;

import org.jspecify.annotations.Nullable;

/** The commit failed in a way that leaves open whether it happened. */
public final class OutcomeUnknownException extends Failure {
    public OutcomeUnknownException(String message, @Nullable Throwable cause) {
        super(ExitCode.OUTCOME_UNKNOWN, message, cause);
    }

    public OutcomeUnknownException(String fact, String state, @Nullable Throwable cause) {
        super(ExitCode.OUTCOME_UNKNOWN, fact, state, cause);
    }
}
