package com.smartonboarding.apikeys.cli.failure;

import org.jspecify.annotations.Nullable;

/** Explains exceptions whose cause is a shortage on the machine or a damaged installation, and not a bug. */
final class Shortage {
    private static final String INSTALLATION =
            " The installation of apikeys is incomplete or damaged, or this account may not read all of it. Install"
                    + " apikeys again.";

    private Shortage() {}

    /** What was lacking and what to do, in sentences; null if nothing was lacking. */
    static @Nullable String describe(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String words = String.valueOf(cause.getMessage());
            if (words.contains("Too many open files")) {
                return "This process may not open as many files as it needs. Raise the limit (see: ulimit -n).";
            }
            if (cause instanceof OutOfMemoryError || words.contains("Cannot allocate memory")) {
                return "Java could not get enough memory or threads. Free some memory, or raise the limits (see: ulimit -a).";
            }
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String words = String.valueOf(cause.getMessage());
            if (isMissingClass(cause, words)) {
                return "The class " + words.replace('/', '.') + " could not be loaded." + INSTALLATION;
            }
            if (cause instanceof ClassFormatError || cause instanceof UnsatisfiedLinkError) {
                return "A class or a library could not be loaded." + INSTALLATION;
            }
        }
        return null;
    }

    /**
     * Whether a class is missing. A class whose initialization failed does not count: that has another cause, or is a
     * bug.
     */
    private static boolean isMissingClass(Throwable cause, String words) {
        return (cause instanceof NoClassDefFoundError || cause instanceof ClassNotFoundException)
                && !words.startsWith("Could not initialize");
    }
}
