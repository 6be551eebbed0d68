package com.smartonboarding.apikeys.failure;

/** The reader of standard output went away; there is nobody to tell, so it ends the run silently. */
public final class BrokenPipeException extends Failure {
    public BrokenPipeException() {
        super(ExitCode.BROKEN_PIPE, "the reader of standard output went away", null);
    }
}
