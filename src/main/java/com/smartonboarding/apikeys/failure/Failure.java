package com.smartonboarding.apikeys.failure;

import org.jspecify.annotations.Nullable;

/**
 * An expected failure: its message is one or two sentences for the user (what happened, what state things are in, what
 * to do), and its exit code is part of the contract.
 */
public abstract class Failure extends RuntimeException {
    private final ExitCode exitCode;

    protected Failure(ExitCode exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The code the process exits with when this failure ends it. */
    public final ExitCode exitCode() {
        return exitCode;
    }
}
