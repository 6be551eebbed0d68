package com.smartonboarding.apikeys.failure;

/** The request itself is wrong: an option, an argument, or a setting. */
public final class UsageException extends Failure {
    public UsageException(String fact) {
        super(ExitCode.USAGE, fact, null);
    }
}
