package com.smartonboarding.apikeys.failure;

import org.jspecify.annotations.Nullable;

/**
 * An expected failure. Its message is one or two sentences for the user: what happened, what state things are in, what
 * to do. Its exit code is part of the contract.
 */
public abstract class Failure extends RuntimeException {
    private final ExitCode exitCode;
    private final String fact;

    protected Failure(ExitCode exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.fact = message;
    }

    /**
     * A failure whose message is the fact, followed by the state.
     *
     * @param fact what happened, as a sentence that stays true when this is part of a larger operation
     * @param state what state things are in if nothing else happened, and what to do then
     */
    protected Failure(ExitCode exitCode, String fact, String state, @Nullable Throwable cause) {
        super(fact + " " + state, cause);
        this.exitCode = exitCode;
        this.fact = fact;
    }

    /** The exit code when this failure ends the process. */
    public final ExitCode exitCode() {
        return exitCode;
    }

    /** What happened, without the state. A larger operation uses it, because it has a state of its own. */
    public final String fact() {
        return fact;
    }
}
