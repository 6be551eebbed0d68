package com.smartonboarding.apikeys.cli.command.serve;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What started this process, if it is systemd and waits for news ({@code Type=notify}). The news go through a program of
 * systemd's, because Java cannot send them: that takes a Unix socket for datagrams.
 */
final class ServiceManager {
    /** Set by systemd if it waits for news. */
    private static final String VARIABLE = "NOTIFY_SOCKET";

    private static final Path PROGRAM = Path.of("/usr/bin/systemd-notify");
    private static final File NOTHING = new File("/dev/null");
    private static final int MOST_SECONDS = 5;

    private final Map<String, String> environment;

    ServiceManager(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The server answers from now on. */
    void ready() {
        tell("READY=1");
    }

    /** The server is stopping. */
    void stopping() {
        tell("STOPPING=1");
    }

    /** If this fails, systemd waits for a while, and then ends the process. There is nobody else to tell. */
    private void tell(String news) {
        if (!environment.containsKey(VARIABLE) || !Files.isExecutable(PROGRAM)) {
            return;
        }
        try {
            Process process = new ProcessBuilder(PROGRAM.toString(), news)
                    .redirectInput(NOTHING)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            // See above.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
