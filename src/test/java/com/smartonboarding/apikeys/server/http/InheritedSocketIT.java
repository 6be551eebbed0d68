package com.smartonboarding.apikeys.server.http;

import static com.smartonboarding.apikeys.server.http.TestServer.GET;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A socket that the system opens and keeps, as systemd does, and hands over to one process after the other. */
class InheritedSocketIT {
    /** Opens the socket, and starts the command twice, the second time when the first one has ended. */
    private static final String SYSTEM = """
            import socket, subprocess, sys
            where, *command = sys.argv[1:]
            if where.startswith('/'):
                listener = socket.socket(socket.AF_UNIX)
                listener.bind(where)
            else:
                listener = socket.socket(socket.AF_INET)
                listener.bind((where, 0))
            listener.listen(128)
            for i in range(2):
                print('code', subprocess.run(command, stdin=listener).returncode, flush=True)
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void python() {
        Skip.unlessInstalled("python3");
    }

    private Run system(String where) {
        return Run.of("python3", "-c", SYSTEM, where, System.getProperty("java.home") + "/bin/java")
                .and("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m")
                .and("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")))
                .and(HttpProcess.class.getName(), "inherited");
    }

    private static void terminate(String pid) {
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
        assertThat(process).isPresent();
        assertThat(process.orElseThrow().destroy()).isTrue();
    }

    @Test
    void oneProcessEndsAndTheNextOneServesThoseWhoHaveWaited() throws Exception {
        Path socket = folder.resolve("s");
        Run.Started system = system(socket.toString()).start();
        Eventually.holds(() -> Files.exists(socket) && connects(socket));
        String first;
        String second;
        try (Client client = new Client(socket);
                Client slow = new Client(socket);
                Client half = new Client(socket)) {
            first = client.send(GET).answer().body();
            slow.send("GET /slow HTTP/1.1\r\nHost: here\r\n\r\n");
            half.send(GET);
            assertThat(half.answer().body()).isEqualTo(first);
            half.send("GET /half HTTP/1.1\r\nHo");
            Eventually.pause(Duration.ofMillis(200));
            terminate(first);
            assertThat(client.rest()).isEmpty(); // it was idle, so the process has begun to end
            try (Client between = new Client(socket).send(GET)) {
                half.send("st: here\r\n\r\n");
                assertThat(half.answer().body()).isEqualTo(first);
                assertThat(slow.answer().body()).isEqualTo("slow");
                half.leave();
                slow.leave();
                second = between.answer().body();
            }
        }
        assertThat(second).isNotEqualTo(first);
        terminate(second);
        Run.Ended ended = system.end();

        assertThat(ended.out()).isEqualToNormalizingNewlines("""
                        listening at %1$s
                        ended, 0 cut off
                        code 143
                        listening at %1$s
                        ended, 0 cut off
                        code 143
                        """.formatted(socket));
        assertThat(ended.err().lines()).containsOnly("and standard error is still open");
        assertThat(socket).exists();
    }

    private static boolean connects(Path socket) {
        try (Client client = new Client(socket)) {
            return client.isQuietFor(Duration.ofMillis(1));
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Test
    void aPortThatOtherMachinesCouldReachIsRefused() throws IOException, InterruptedException {
        Run.Ended ended = system("0.0.0.0").end();

        assertThat(ended.out()).isEqualToNormalizingNewlines("code 1\ncode 1\n");
        assertThat(ended.err())
                .contains("--listen inherited is not at a loopback address, so other machines could reach it.");
    }

    @Test
    void aLoopbackPortIsTaken() throws IOException, InterruptedException {
        Run.Started system = system("127.0.0.1").start();
        Eventually.holds(() -> listening(system).findAny().isPresent());
        listening(system).forEach(process -> assertThat(process.destroy()).isTrue());
        Eventually.holds(() -> said(system)
                        .lines()
                        .filter(line -> line.startsWith("listening"))
                        .count()
                == 2);
        system.process().children().forEach(ProcessHandle::destroy);
        Run.Ended ended = system.end();

        assertThat(ended.out().lines().filter(line -> line.startsWith("listening at 127.0.0.1:")))
                .hasSize(2);
        assertThat(ended.err().lines()).containsOnly("and standard error is still open");
    }

    private static Stream<ProcessHandle> listening(Run.Started system) {
        return said(system).contains("listening at 127.0.0.1:")
                ? system.process().children()
                : Stream.empty();
    }

    private static String said(Run.Started system) {
        try {
            return Files.readString(system.streams().resolve("out"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
