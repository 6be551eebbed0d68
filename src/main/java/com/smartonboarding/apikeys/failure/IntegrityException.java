package com.smartonboarding.apikeys.failure;

import org.jspecify.annotations.Nullable;

/** Stored data does not carry the mark of this tool and these keys. */
public final class IntegrityException extends Failure {
    public IntegrityException(String message, @Nullable Throwable cause) {
        super(ExitCode.INTEGRITY, message, cause);
    }
}
