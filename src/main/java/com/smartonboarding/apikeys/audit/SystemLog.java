package com.smartonboarding.apikeys.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The system log, for events that do not fit into the audit trail. */
public final class SystemLog {
    /**
     * Absolute paths, because the caller's PATH could name another program. Java 17 cannot write to the log's socket.
     */
    private static final List<Path> LOGGERS = List.of(Path.of("/usr/bin/logger"), Path.of("/bin/logger"));

    private static final int SECONDS = 5;

    private SystemLog() {}

    /** Writes a warning, which must contain no secret. Returns false if there is no log. */
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
