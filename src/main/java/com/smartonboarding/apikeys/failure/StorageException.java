package com.smartonboarding.apikeys.failure;

import org.jspecify.annotations.Nullable;

/** The disk is full or read-only, or it failed. */
public final class StorageException extends Failure {
    public StorageException(String fact) {
        this(fact, null);
    }

    public StorageException(String fact, @Nullable Throwable cause) {
        super(ExitCode.STORAGE, fact, cause);
    }
}
