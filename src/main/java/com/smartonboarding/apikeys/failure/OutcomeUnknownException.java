package com.smartonboarding.apikeys.failure;

import org.jspecify.annotations.Nullable;

/** The commit failed, and it is not known whether it took effect. */
public final class OutcomeUnknownException extends Failure {
    public OutcomeUnknownException(String fact, @Nullable Throwable cause) {
        super(ExitCode.OUTCOME_UNKNOWN, fact, cause);
    }
}
