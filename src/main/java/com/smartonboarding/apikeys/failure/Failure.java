package com.smartonboarding.apikeys.failure;

import org.jspecify.annotations.Nullable;

/**
 * An expected failure: its message is one or two sentences for the user (what happened, what state things are in, what
 * to do), and its exit code is part of the contract.
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
     * A failure whose message is the fact and then the state.
     *
     * @param fact what happened, as a sentence that stays true inside a greater work
     * @param state what state things are in when nothing else happened, and what to do then
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

    /** What happened, without the state of things: for the message of a greater work, which has a state of its own. */
    public final String fact() {
        return fact;
    }
}
