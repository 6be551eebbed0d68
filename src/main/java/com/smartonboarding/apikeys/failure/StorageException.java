package com.smartonboarding.apikeys.failure;

import org.jspecify.annotations.Nullable;

/** The disk is full or read-only, or it failed. Nothing changed. */
public final class StorageException extends Failure {
    public StorageException(String message, @Nullable Throwable cause) {
        super(ExitCode.STORAGE, message, cause);
    }

    public StorageException(String fact, String state, @Nullable Throwable cause) {
        super(ExitCode.STORAGE, fact, state, cause);
    }
}
