package com.smartonboarding.apikeys.failure;

/** A file or folder could be read or changed by somebody else. */
public final class UnsafeFileException extends Failure {
    public UnsafeFileException(String message) {
        super(ExitCode.UNSAFE_FILES, message, null);
    }
}
