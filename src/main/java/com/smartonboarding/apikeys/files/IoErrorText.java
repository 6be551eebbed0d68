package com.smartonboarding.apikeys.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Set;

/** Turns the exception of a file operation into words, without the path, because the message names it anyway. */
public final class IoErrorText {
    /**
     * The system's own words (glibc and musl). No other text is repeated, because Java's messages are not for users.
     */
    private static final Set<String> OF_THE_SYSTEM = Set.of(
            "Address family not supported by protocol",
            "Address not available",
            "Broken pipe",
            "Bad file descriptor",
            "Cannot assign requested address",
            "Connection reset by peer",
            "Disk quota exceeded",
            "Quota exceeded",
            "File name too long",
            "Filename too long",
            "File too large",
            "Input/output error",
            "Is a directory",
            "Not a directory",
            "No space left on device",
            "No such device or address",
            "Operation not permitted",
            "Permission denied",
            "Read-only file system",
            "Resource temporarily unavailable",
            "Stale file handle",
            "Too many levels of symbolic links",
            "Symbolic link loop",
            "Too many open files",
            "No file descriptors available",
            "Cannot allocate memory",
            "Out of memory");

    private IoErrorText() {}

    /** The reason in a few words. A {@link ReasonedException} keeps its own. */
    public static String of(IOException failure) {
        if (failure instanceof ReasonedException reasoned) {
            return reasoned.reason();
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (failure instanceof FileAlreadyExistsException || failure instanceof DirectoryNotEmptyException) {
            return "something else is there";
        }
        String reason = failure instanceof FileSystemException specific ? specific.getReason() : failure.getMessage();
        return reason != null && OF_THE_SYSTEM.contains(reason) ? reason : "input/output error";
    }
}
