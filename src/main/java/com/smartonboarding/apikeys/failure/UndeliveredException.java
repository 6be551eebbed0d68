package com.smartonboarding.apikeys.failure;

import org.jspecify.annotations.Nullable;

/** A new code could not be written out, so its token was revoked. */
public final class UndeliveredException extends Failure {
    public UndeliveredException(String fact, @Nullable Throwable cause) {
        super(ExitCode.UNDELIVERED, fact, cause);
    }
}
