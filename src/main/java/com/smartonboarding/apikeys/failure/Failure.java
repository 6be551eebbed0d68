package com.smartonboarding.apikeys.failure;

import org.jspecify.annotations.Nullable;

/**
 * An expected failure. Its message is the fact alone. The transaction adds the state of things, and the command line
 * turns the advice into sentences. The exit code is part of the contract.
 */
public abstract class Failure extends RuntimeException {
    private final ExitCode exitCode;
    private @Nullable State state;
    private @Nullable Advice advice;

    /**
     * A failure that states a fact.
     *
     * @param fact one or two sentences that stay true when this is part of a larger operation
     */
    protected Failure(ExitCode exitCode, String fact, @Nullable Throwable cause) {
        super(fact, cause);
        this.exitCode = exitCode;
    }

    /** The exit code when this failure ends the process. */
    public final ExitCode exitCode() {
        return exitCode;
    }

    /** What happened, without the state and without advice. A larger operation uses it in its own fact. */
    public final String fact() {
        return String.valueOf(getMessage());
    }

    /** The state of things after this failure; null if nobody told, or if the fact says it. */
    public final @Nullable State state() {
        return state;
    }

    /** What helps; null if there is nothing to add. */
    public final @Nullable Advice advice() {
        return advice;
    }

    /** Adds the state of things; what was told before gives way. */
    public final Failure leaving(State left) {
        state = left;
        return this;
    }

    /** Adds what helps; what was told before gives way. */
    public final Failure advising(Advice helps) {
        advice = helps;
        return this;
    }

    /** Adds what helps. */
    public final Failure advising(Next next, Object... about) {
        return advising(Advice.of(next, about));
    }

    /** Adds what helps, in a sentence without a command or an option. */
    public final Failure advising(String sentence) {
        return advising(Next.SENTENCE, sentence);
    }
}
