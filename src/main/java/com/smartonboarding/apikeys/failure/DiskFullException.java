package com.smartonboarding.apikeys.failure;

import org.jspecify.annotations.Nullable;

/** There is no space for the change: the disk is full, or inodes, a quota or a limit are used up. */
public final class DiskFullException extends Failure {
    public DiskFullException(String fact, @Nullable Throwable cause) {
        super(ExitCode.STORAGE, fact, cause);
        advising("Free some disk space.");
    }
}
