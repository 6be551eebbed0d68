package com.smartonboarding.apikeys.server.http;

import static com.smartonboarding.apikeys.server.http.TestServer.GET;

import com.smartonboarding.apikeys.server.Question;
import com.smartonboarding.apikeys.server.Reply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Everything that can become of a connection, in a process where Netty watches each buffer. Prints the number of leaks. */
final class LeakScenario {
    private static final String POST = "POST /a HTTP/1.1\r\nHost: here\r\nContent-Length: 4\r\n\r\n";
    private static final String CHUNKS = "POST /a HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n";

    private LeakScenario() {}

    /** The arguments are a folder and, for a control, {@code leak}. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        if (arguments.length > 1) {
            leak();
        }
        Limits limits = new Limits(4_096, 8_192, 100, 8_192, 20, Duration.ofMillis(200), Duration.ofMillis(400));
        for (int i = 0; i < 3; i++) {
            try (TestServer server = new TestServer(folder, limits, LeakScenario::reply)) {
                serve(server);
            }
        }
        // A leak is found when the garbage collector has found the buffer, and another one is made.
        for (int i = 0; i < 20; i++) {
            System.gc();
            for (int j = 0; j < 100; j++) {
                ByteBufAllocator.DEFAULT.buffer().release();
            }
            Eventually.pause(Duration.ofMillis(20));
        }
        System.out.println("leaks: " + RecordingLeakDetector.LEAKS.get());
    }

    private static void leak() {
        ByteBuf forgotten = ByteBufAllocator.DEFAULT.buffer();
        forgotten.writeByte(1);
    }

    private static CompletableFuture<Reply> reply(Question question) {
        Reply reply = TestServer.reply(question.path().equals("/large") ? "a".repeat(3_000_000) : question.body());
        return switch (question.path()) {
            case "/late" ->
                CompletableFuture.supplyAsync(
                        () -> reply, CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
            case "/bug" -> CompletableFuture.failedFuture(new IllegalStateException());
            default -> CompletableFuture.completedFuture(reply);
        };
    }

    private static void serve(TestServer server) {
        for (String whole : List.of(
                GET,
                GET + GET + GET,
                POST + "abcd" + CHUNKS + "3\r\nabc\r\n0\r\n\r\n" + GET,
                GET.replace("GET", "HEAD"),
                GET.replace("/verify", "/late") + GET,
                GET.replace("/verify", "/bug") + GET,
                GET.replace("/verify", "/large"),
                POST.replace(": 4", ": 9000") + "abcd" + GET,
                CHUNKS + "zz\r\n" + GET,
                CHUNKS + "3\r\nabcX\r\n" + GET,
                "\0\1" + GET,
                "GET /" + "a".repeat(5_000) + GET,
                "GET / HTTP/1.1\r\nX: " + "a".repeat(9_000) + GET,
                GET.replace("1.1", "3.0") + GET)) {
            server.talk(whole);
            for (int cut = 1; cut < whole.length(); cut += 13) {
                try (Client client = server.client()) {
                    client.send(whole.substring(0, cut)); // and gone
                }
            }
            try (Client client = server.client()) {
                client.send(whole); // and gone, whatever the answer is
            }
        }
        List<Client> silent = new ArrayList<>();
        for (int i = 0; i < 60; i++) { // more than are allowed, so some give way, and the others are too slow
            silent.add(server.client()
                    .send(i % 3 == 0 ? "" : i % 3 == 1 ? POST + "ab" : GET.replace("/verify", "/large")));
        }
        silent.get(59).rest();
        silent.get(58).rest();
        silent.get(57).rest();
        silent.forEach(Client::close);
        for (String unfinished : List.of("", POST + "ab", GET + POST, GET.replace("/verify", "/late") + GET)) {
            server.client().send(unfinished); // which the end of the server cuts off
        }
    }
}
