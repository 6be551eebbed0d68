package com.smartonboarding.apikeys.failure;

/** The reader of standard output has closed it. Nobody would read a message, so the run ends silently. */
public final class BrokenPipeException extends Failure {
    public BrokenPipeException() {
        super(ExitCode.BROKEN_PIPE, "the reader of standard output went away", null);
    }
}
