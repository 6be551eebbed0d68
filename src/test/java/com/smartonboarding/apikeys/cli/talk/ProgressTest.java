package com.smartonboarding.apikeys.cli.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.GlobalOptions;
import com.smartonboarding.apikeys.cli.Host;
import com.smartonboarding.apikeys.identity.Accounts;
import com.smartonboarding.apikeys.identity.OwnProcess;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Work reports its progress while it holds the lock of the database, so it must not wait for a terminal. */
class ProgressTest {
    private static Progress progress(OutputStream err) {
        Host host = new Host(
                Map.of("TERM", "xterm"),
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                err,
                new Terminal(true, true, true, 80),
                OwnProcess::read,
                new Accounts(),
                Clock.systemUTC(),
                SecureRandom::new,
                Duration.ZERO,
                time -> {},
                null);
        return new Progress(
                new Context(host, new GlobalOptions(), new StandardStreams(OutputStream.nullOutputStream(), err)),
                "tokens");
    }

    @Test
    void aTerminalThatTakesNothingKeepsNobodyWaiting() throws IOException, InterruptedException {
        // One byte of space and no reader: this is how a terminal behaves after Ctrl-S.
        try (PipedInputStream unread = new PipedInputStream(1);
                PipedOutputStream stopped = new PipedOutputStream(unread)) {
            Progress progress = progress(stopped);
            Thread.sleep(300);

            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                for (int count = 1; count <= 10; count++) {
                    progress.accept(count);
                    Thread.sleep(50);
                }
            });
        }
    }

    @Test
    void theLineIsDrawnAndTakenAway() throws InterruptedException {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (Progress progress = progress(err)) {
            progress.accept(1);
            Thread.sleep(300);
            progress.accept(2);
            for (int i = 0; i < 100 && err.size() == 0; i++) {
                Thread.sleep(100);
            }
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("\r2 tokens ...\u001b[K\r\u001b[K");
    }
}
