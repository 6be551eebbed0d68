package com.smartonboarding.apikeys.server.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.launcher.Skip;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code serve} among clients that send what they should not: others are answered, its memory is bounded, and no code
 * is in an answer or a log.
 */
class HostileClientsIT {
    private static final long MOST_MEMORY = 256;
    private static final int CLIENTS = 2;
    private static final int ENOUGH = 100;
    private static final int IDLE = 10_000;
    private static final int IDLE_AT_LEAST = 2_000;
    private static final int OTHER_FILES = 500;

    private final ServeProcess server;
    private final AskedToken token;
    private final Load load;
    private final List<SocketChannel> opened = new ArrayList<>();

    HostileClientsIT(Home home) throws Exception {
        token = new AskedToken(
                home.cli().at(Instant.now()).run("generate", "--label", "ci").line());
        server = ServeProcess.start(home).awaitAnswers(token.code);
        load = Load.on(server.socket(), CLIENTS, () -> token);
    }

    @BeforeEach
    void normalClientsAreAnsweredBefore() throws Exception {
        load.await(204, ENOUGH);
    }

    @AfterEach
    void endAndLookForCodes() throws Exception {
        try (server;
                load) {
            load.await(204, ENOUGH);
            load.end();
            assertThat(load.counts()).as("never rejected, and never busy").doesNotContainKeys(401, 503);
            assertThat(load.longest()).isLessThan(Duration.ofSeconds(5));
            assertThat(server.mostMemory()).as("MiB").isLessThan(MOST_MEMORY);
            System.err.printf(
                    "Among hostile clients: %s, longest %s, %d MiB%n",
                    load.counts(), load.longest(), server.mostMemory());
            for (SocketChannel channel : opened) {
                channel.close();
            }
            assertThat(server.end()).doesNotContain(secret());
        }
    }

    private String secret() {
        return token.code.substring(17, 40);
    }

    private SocketChannel open() throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(server.socket()));
        opened.add(channel);
        return channel;
    }

    /** Sends until all is sent or the server has closed. */
    private static void send(SocketChannel channel, String bytes) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            // it has had enough
        }
    }

    /** Everything that comes until the server closes. */
    private static String receive(SocketChannel channel) {
        StringBuilder received = new StringBuilder();
        try {
            ByteBuffer buffer = ByteBuffer.allocate(8192);
            while (channel.read(buffer.clear()) >= 0) {
                received.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
            }
        } catch (IOException e) {
            // it has thrown away what it did not read
        }
        return received.toString();
    }

    @Test
    void headersThatComeByteByByte() throws Exception {
        List<SocketChannel> slow = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            slow.add(open());
        }
        String request = Asker.request(token.code);
        for (int i = 0; i < 120; i++) { // 12 seconds, which is more than a request may take
            for (SocketChannel channel : slow) {
                send(channel, request.substring(i, i + 1));
            }
            Thread.sleep(100);
        }
        for (SocketChannel channel : slow) {
            assertThat(receive(channel)).doesNotContain("204").doesNotContain(secret());
        }
    }

    @Test
    void headersThatAreHuge() throws Exception {
        String huge = ("Authorization: Bearer " + token.code + "\r\n").repeat(2_000);
        for (int i = 0; i < 200; i++) {
            try (SocketChannel channel = open()) {
                send(channel, "GET /verify HTTP/1.1\r\nHost: here\r\n" + huge);
                assertThat(receive(channel)).doesNotContain(" 204 ").doesNotContain(secret());
            }
            try (SocketChannel channel = open()) {
                send(channel, "GET /verify/" + token.code.repeat(2_000));
                assertThat(receive(channel)).doesNotContain(" 204 ").doesNotContain(secret());
            }
        }
    }

    @Test
    void garbageAndManyRequestsAtOnce() throws Exception {
        Random random = new Random(20261127);
        for (int i = 0; i < 100; i++) {
            byte[] garbage = new byte[20_000];
            random.nextBytes(garbage);
            try (SocketChannel channel = open()) {
                send(
                        channel,
                        Asker.request(token.code) + new String(garbage, StandardCharsets.ISO_8859_1) + "\r\n\r\n");
                assertThat(receive(channel))
                        .doesNotContain(secret())
                        .satisfies(answer -> assertThat(answer.split(" 204 ", -1))
                                .as("the first request has an answer at the most")
                                .hasSizeLessThanOrEqualTo(2));
            }
        }
        List<SocketChannel> deaf = new ArrayList<>();
        for (int i = 0; i < 50; i++) { // they take no answers
            SocketChannel channel = open();
            channel.configureBlocking(false);
            channel.write(
                    ByteBuffer.wrap(Asker.request(token.code).repeat(1_000).getBytes(StandardCharsets.ISO_8859_1)));
            deaf.add(channel);
        }
        load.await(204, ENOUGH);
        assertThat(deaf).hasSize(50);
    }

    @Test
    void requestsInsideOfRequests() throws Exception {
        String inner = Asker.request(token.code);
        String length = "Content-Length: " + inner.length() + "\r\n";
        List<String> headers = List.of(
                "Content-Length: 0\r\n" + length,
                length + "Content-Length: 0\r\n",
                length + "Transfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\n" + length,
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Transfer-Encoding:\u000bchunked\r\n",
                "Content-Length: +" + inner.length() + "\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: 0, " + inner.length() + "\r\n",
                "Content-Length: 99999999999999999999\r\n",
                "X: a\rContent-Length: " + inner.length() + "\r\n",
                "X: a\0b\r\n");
        for (String header : headers) {
            try (SocketChannel channel = open()) {
                send(channel, "POST /verify HTTP/1.1\r\nHost: here\r\n" + header + "\r\n" + inner);
                assertThat(receive(channel))
                        .as(header)
                        .startsWith("HTTP/1.1 4")
                        .doesNotContain(" 204 ")
                        .doesNotContain(secret());
            }
        }
        for (String query : List.of("scope=%ff%fe", "scope=%", "scope=%C0%AF", "scope=%00")) {
            assertRefused("GET /verify?" + query + " HTTP/1.1\r\nAuthorization: Bearer " + token.code);
        }
        assertRefused("GET /verify?access_token=" + token.code + " HTTP/1.1");
        assertRefused("GET /verify/" + token.code + " HTTP/1.1");
        assertRefused("GET /verify HTTP/1.1\r\nAuthorization: Bearer " + token.code + "\r\nauthorization: Bearer x");
    }

    private void assertRefused(String head) throws IOException {
        try (SocketChannel channel = open()) {
            send(channel, head + "\r\nHost: here\r\nConnection: close\r\n\r\n");
            assertThat(receive(channel)).as(head).startsWith("HTTP/1.1 4").doesNotContain(secret());
        }
    }

    @Test
    void thousandsOfConnectionsThatAreIdle() throws Exception {
        int idle = Math.min(IDLE, openFiles() - OTHER_FILES);
        if (idle < IDLE_AT_LEAST) {
            Skip.aloud("this process may open too few files: " + openFiles());
        }
        for (int i = 0; i < idle; i++) {
            open();
            if (i % 1_000 == 0) {
                load.await(204, CLIENTS);
            }
        }
        load.await(204, ENOUGH);
        System.err.printf("%d idle connections%n", idle);
    }

    private static int openFiles() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.replaceAll("^Max open files +(\\d+) .*", "$1"))
                .mapToInt(value -> value.matches("\\d{1,9}") ? Integer.parseInt(value) : Integer.MAX_VALUE)
                .findFirst()
                .orElseThrow();
    }
}
