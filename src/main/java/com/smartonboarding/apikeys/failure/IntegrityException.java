package com.smartonboarding.apikeys.failure;

import org.jspecify.annotations.Nullable;

/** Stored data was not written by this tool with these keys, or it has changed. */
public final class IntegrityException extends Failure {
    /** The failure for stored data that only damage or tampering can explain. */
    public static IntegrityException tampered(String fact, @Nullable Throwable cause) {
        return new IntegrityException(
                fact,
                "Nothing was changed. Keep a copy of the database for the investigation, then restore a backup.",
                cause);
    }

    public IntegrityException(String message, @Nullable Throwable cause) {
        super(ExitCode.INTEGRITY, message, cause);
    }

    public IntegrityException(String fact, String state, @Nullable Throwable cause) {
        super(ExitCode.INTEGRITY, fact, state, cause);
    }
}
