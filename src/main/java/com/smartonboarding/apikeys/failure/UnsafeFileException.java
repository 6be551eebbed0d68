package com.smartonboarding.apikeys.failure;

/** A file or folder could be read or changed by somebody else. */
public final class UnsafeFileException extends Failure {
    public UnsafeFileException(String fact) {
        super(ExitCode.UNSAFE_FILES, fact, null);
    }
}
