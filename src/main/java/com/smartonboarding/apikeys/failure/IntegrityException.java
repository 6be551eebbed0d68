package com.smartonboarding.apikeys.failure;

import org.jspecify.annotations.Nullable;

/** Stored data was not written by this tool with these keys, or it has changed. */
public final class IntegrityException extends Failure {
    /** Like {@link #tampered(String, Throwable)}, found by a check and not by an exception. */
    public static Failure tampered(String fact) {
        return tampered(fact, null);
    }

    /** The failure for stored data that only damage or tampering can explain. */
    public static Failure tampered(String fact, @Nullable Throwable cause) {
        return new IntegrityException(fact, cause).advising(Next.RESTORE_BACKUP);
    }

    public IntegrityException(String fact) {
        this(fact, null);
    }

    public IntegrityException(String fact, @Nullable Throwable cause) {
        super(ExitCode.INTEGRITY, fact, cause);
    }
}
