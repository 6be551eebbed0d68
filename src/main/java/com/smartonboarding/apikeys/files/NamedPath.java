package com.smartonboarding.apikeys.files;

import com.smartonboarding.apikeys.failure.UsageException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Turns text from options, variables and configuration files into paths, and refuses text that cannot name a file. */
public final class NamedPath {
    /**
     * The character that Java substitutes for bytes it cannot decode. A path with it names another file than was meant.
     */
    private static final char REPLACEMENT = '\ufffd';

    private NamedPath() {}

    /**
     * The path as it was written.
     *
     * @param source what gave the path, such as {@code --database}; it begins the error message
     */
    public static Path of(String source, String text) {
        if (text.isEmpty()) {
            throw unusable(source, "it is empty");
        }
        if (text.indexOf('\0') >= 0) {
            throw unusable(source, "it contains a NUL, which no file name can contain");
        }
        try {
            return readable(source, Path.of(text));
        } catch (InvalidPathException e) {
            throw unreadable(source);
        }
    }

    /** The same path, absolute and without {@code .} and {@code ..}. */
    public static Path absolute(String source, String text) {
        return readable(source, of(source, text).toAbsolutePath().normalize());
    }

    private static Path readable(String source, Path path) {
        if (path.toString().indexOf(REPLACEMENT) >= 0) {
            throw unreadable(source);
        }
        return path;
    }

    private static UsageException unreadable(String source) {
        return unusable(
                source,
                "it or the current folder contains bytes that are not text in this system's character set, which"
                        + " should be UTF-8");
    }

    private static UsageException unusable(String source, String reason) {
        return new UsageException(source + " does not name a usable path: " + reason + ".");
    }
}
