package com.smartonboarding.apikeys.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The log of the system, for what the audit trail has no room for. */
public final class SystemLog {
    /** By its whole path, since the caller's PATH could name another. Java 17 cannot write to the log's socket itself. */
    private static final List<Path> LOGGERS = List.of(Path.of("/usr/bin/logger"), Path.of("/bin/logger"));

    private static final int SECONDS = 5;

    private SystemLog() {}

    /** Writes a warning; false when there is no log. It must hold nothing that is secret. */
    public static boolean warn(String message) {
        for (Path logger : LOGGERS) {
            if (Files.isExecutable(logger)) {
                return run(logger, message);
            }
        }
        return false;
    }

    private static boolean run(Path logger, String message) {
        ProcessBuilder builder = new ProcessBuilder(
                        logger.toString(), "-t", "apikeys", "-p", "auth.warning", "--", message)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
