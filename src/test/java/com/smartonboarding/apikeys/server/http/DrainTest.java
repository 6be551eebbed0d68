package com.smartonboarding.apikeys.server.http;

import static com.smartonboarding.apikeys.server.http.TestServer.GET;
import static com.smartonboarding.apikeys.server.http.TestServer.LIMITS;
import static com.smartonboarding.apikeys.server.http.TestServer.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smartonboarding.apikeys.server.Reply;
import com.smartonboarding.apikeys.server.place.OpenPlace;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that stops answers everything that it has begun. */
@Timeout(60)
class DrainTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final CompletableFuture<Reply> late = new CompletableFuture<>();
    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer(
                folder,
                LIMITS,
                question -> question.path().equals("/late")
                        ? late
                        : CompletableFuture.completedFuture(reply(question.path())));
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(server.failures).isEmpty();
    }

    private CompletableFuture<Integer> drain() {
        CompletableFuture<Integer> cut = CompletableFuture.supplyAsync(() -> server.drain(LONG));
        Eventually.holds(() -> !Files.exists(server.socket));
        return cut;
    }

    @Test
    void aRequestThatWaitsForItsAnswerGetsItAndTheEnd() {
        try (Client waiting = server.client()) {
            waiting.send("GET /late HTTP/1.1\r\nHost: here\r\n\r\n" + GET);
            Eventually.holds(() -> server.questions.size() == 1);
            CompletableFuture<Integer> cut = drain();
            assertThat(waiting.isQuietFor(Duration.ofMillis(100))).isTrue();
            late.complete(reply("late"));

            Answer answer = waiting.answer();
            assertThat(answer.body()).isEqualTo("late");
            assertThat(answer.closes()).isTrue();
            assertThat(waiting.rest()).isEmpty();
            waiting.leave();
            assertThat(cut.join()).isZero();
            assertThat(server.questions).hasSize(1);
        }
    }

    @Test
    void aRequestThatIsHalfReadIsAnswered() {
        try (Client half = server.client()) {
            assertThat(half.send(GET).status()).isEqualTo(200);
            half.send("GET /half HTTP/1.1\r\nHo");
            Eventually.pause(Duration.ofMillis(100));
            CompletableFuture<Integer> cut = drain();
            half.send("st: here\r\n\r\n");

            Answer answer = half.answer();
            assertThat(answer.body()).isEqualTo("/half");
            assertThat(answer.closes()).isTrue();
            half.leave();
            assertThat(cut.join()).isZero();
        }
    }

    @Test
    void anIdleConnectionIsClosedAtOnce() {
        try (Client idle = server.client()) {
            assertThat(idle.send(GET).status()).isEqualTo(200);
            CompletableFuture<Integer> cut = drain();

            assertThat(idle.rest()).isEmpty();
            assertThat(cut.orTimeout(5, TimeUnit.SECONDS).join()).isZero();
        }
    }

    @Test
    void aConnectionThatHasSentNothingGetsAMoment() {
        try (Client quick = server.client();
                Client silent = server.client()) {
            Eventually.holds(() -> server.server.connections() == 2);
            CompletableFuture<Integer> cut = drain();
            assertThat(quick.send(GET).status()).isEqualTo(200);
            quick.leave();

            assertThat(silent.rest()).isEmpty();
            assertThat(cut.join()).isZero();
        }
    }

    /** Whether the server had accepted them or not. There are more than the server serves at the same time. */
    @Test
    void nobodyWhoHasConnectedIsLeftWithoutAnAnswer() throws Exception {
        List<Client> clients = new ArrayList<>();
        Thread connecting = new Thread(() -> {
            try {
                while (true) {
                    clients.add(server.client().send(GET));
                }
            } catch (UncheckedIOException e) {
                // The socket is gone.
            }
        });
        connecting.start();
        Eventually.holds(() -> server.questions.size() > 50);
        CompletableFuture<Integer> cut = drain();
        connecting.join();
        for (Client each : clients) {
            assertThat(each.status()).isEqualTo(200);
        }
        clients.forEach(Client::close);
        assertThat(cut.join()).isZero();
    }

    @Test
    void nobodyCanConnectAnyMore() throws Exception {
        OpenPlace port = TestServer.open("127.0.0.1:0");
        server.server.listen(port, question -> CompletableFuture.completedFuture(reply("")));
        SocketAddress address = port.channel().getLocalAddress();
        try (Client waiting = server.client()) {
            waiting.send("GET /late HTTP/1.1\r\nHost: here\r\n\r\n");
            Eventually.holds(() -> server.questions.size() == 1);
            CompletableFuture<Integer> cut = drain();

            assertThatThrownBy(() -> server.client()).isInstanceOf(UncheckedIOException.class);
            Eventually.holds(() -> {
                try (Client refused = new Client(address)) {
                    return refused.rest().equals("never");
                } catch (UncheckedIOException e) {
                    return true;
                }
            });
            late.complete(reply("late"));
            assertThat(waiting.status()).isEqualTo(200);
            waiting.leave();
            assertThat(cut.join()).isZero();
        }
    }

    @Test
    void whatTakesTooLongIsCutOffAndCounted() {
        try (Client waiting = server.client();
                Client half = server.client()) {
            waiting.send("GET /late HTTP/1.1\r\nHost: here\r\n\r\n");
            half.send("GET /");
            Eventually.holds(() -> server.questions.size() == 1 && server.server.connections() == 2);
            long start = System.nanoTime();

            assertThat(server.drain(Duration.ofMillis(300))).isEqualTo(2);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
            assertThat(waiting.rest()).isEmpty();
            assertThat(half.rest()).isEmpty();
            late.complete(reply("nobody reads this"));
        }
    }

    @Test
    void aServerThatNobodyUsesStopsAtOnce() {
        long start = System.nanoTime();

        assertThat(server.drain(LONG)).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(server.socket).doesNotExist();
    }

    @Test
    void anInterruptedDrainCutsOffAndLeavesTheThreadInterrupted() throws Exception {
        try (Client half = server.client()) {
            half.send("GET /");
            Eventually.holds(() -> server.server.connections() == 1);
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                server.drain(LONG);
                interrupted.complete(Thread.currentThread().isInterrupted());
            });
            thread.start();
            Eventually.holds(() -> !Files.exists(server.socket));
            Eventually.pause(Duration.ofMillis(100));
            thread.interrupt();

            assertThat(interrupted.orTimeout(10, TimeUnit.SECONDS).join()).isTrue();
            assertThat(half.rest()).isEmpty();
        }
    }
}
