package com.smartonboarding.apikeys.server.http;

import static com.smartonboarding.apikeys.server.http.TestServer.GET;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.launcher.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients do to a process of its own that has little memory, or few descriptors. */
class HostileClientsIT {
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+([0-9]+) kB");

    @TempDir
    Path folder;

    private final List<Client> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(Client::close);
    }

    private Path socket() {
        return folder.resolve("s");
    }

    private Client client() {
        Client client = new Client(socket());
        clients.add(client);
        return client;
    }

    private void assertThatOthersAreServed() {
        try (Client other = new Client(socket())) {
            assertThat(other.send(GET).status()).isEqualTo(200);
        }
    }

    private static int megabytes(Process process) throws IOException {
        Matcher matcher = RESIDENT.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(1)) / 1_024;
    }

    @Test
    void memoryStaysBoundedAndOthersAreServed() throws Exception {
        Run.Started server = Run.java("-Xmx48m", HttpProcess.class.getName(), socket().toString())
                .start();
        Eventually.holds(() -> Files.exists(socket()));
        List<String> attacks = List.of(
                "", // idle
                "GET /x HTTP/1.1\r\n" + ("X: " + "a".repeat(70) + "\r\n").repeat(98), // a long header section
                "GET /x HTTP/1.1\r\nX: " + "a".repeat(8_000),
                "POST /x HTTP/1.1\r\nHost: here\r\nContent-Length: 8192\r\n\r\n" + "a".repeat(8_191),
                "POST /x HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n" + "1\r\na\r\n".repeat(8_000),
                GET.replace("/verify", "/slow") + GET.repeat(3_000), // pipelined
                "\0".repeat(10_000),
                "POST /x HTTP/1.1\r\nHost: here\r\nContent-Length: 999999999\r\n\r\n" + "a".repeat(100_000));
        for (int round = 0; round < 3; round++) {
            for (String attack : attacks) {
                for (int i = 0; i < 400; i++) {
                    sendWhatFits(client(), attack);
                }
                assertThatOthersAreServed();
            }
            clients.subList(0, clients.size() - 2_000).forEach(Client::close);
        }
        assertThat(megabytes(server.process())).isLessThan(200);
        clients.forEach(Client::close);
        Eventually.pause(Duration.ofSeconds(1));
        assertThatOthersAreServed();
        server.process().destroy();

        assertThat(server.end().out()).isEqualToNormalizingNewlines("""
                        listening at %s
                        ended, 0 cut off
                        """.formatted(socket()));
    }

    /** A client that the server has cut off already, or does not read from, has sent enough. */
    private static void sendWhatFits(Client client, String attack) {
        try {
            client.sendWhatFits(attack);
        } catch (UncheckedIOException e) {
            // It was cut off.
        }
    }

    @Test
    void aProcessWithoutDescriptorsLeftClosesIdleConnectionsAndGoesOn() throws Exception {
        Run.Started server = Run.shell(
                        "ulimit -n 150; exec \"$@\"",
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        HttpProcess.class.getName(),
                        socket().toString())
                .start();
        Eventually.holds(() -> Files.exists(socket()));
        assertThatOthersAreServed();
        for (int i = 0; i < 300; i++) {
            client().send(i % 2 == 0 ? "" : "GET / HT");
        }
        assertThatOthersAreServed();
        Eventually.holds(() -> said(server).contains("cannot accept: Too many open files"));
        clients.forEach(Client::close);
        assertThatOthersAreServed();
        server.process().destroy();

        assertThat(server.end().out()).doesNotContain("failed").endsWith("ended, 0 cut off\n");
    }

    private static String said(Run.Started process) {
        try {
            return Files.readString(process.streams().resolve("out"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void noBufferIsLostWhateverBecomesOfAConnection() throws Exception {
        assertThat(leaks(folder.toString())).isEqualTo("leaks: 0");
        assertThat(leaks(folder.toString(), "leak")).isEqualTo("leaks: 1"); // the control
    }

    private static String leaks(String... arguments) throws Exception {
        Run.Ended ended = Run.java(
                        "-Dio.netty.leakDetection.level=paranoid",
                        "-Dio.netty.customResourceLeakDetector=" + RecordingLeakDetector.class.getName(),
                        LeakScenario.class.getName())
                .and(arguments)
                .end();
        assertThat(ended.code()).describedAs(ended.err()).isZero();
        return ended.out().lines().reduce((first, second) -> second).orElse("");
    }
}
