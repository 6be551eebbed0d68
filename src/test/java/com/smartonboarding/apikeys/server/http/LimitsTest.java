package com.smartonboarding.apikeys.server.http;

import static com.smartonboarding.apikeys.server.http.TestServer.GET;
import static com.smartonboarding.apikeys.server.http.TestServer.LIMITS;
import static com.smartonboarding.apikeys.server.http.TestServer.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.smartonboarding.apikeys.server.Question;
import com.smartonboarding.apikeys.server.Reply;
import com.smartonboarding.apikeys.server.place.OpenPlace;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No client uses more than its share. */
class LimitsTest {
    private static final String LINE = "GET / HTTP/1.1";
    private static final Duration MOMENT = Duration.ofMillis(200);

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer(folder);
    }

    private Client client(Limits limits) {
        return serving(limits, question -> CompletableFuture.completedFuture(reply(question.path())));
    }

    private Client serving(Limits limits, Function<Question, CompletableFuture<Reply>> answers) {
        server.close();
        server = new TestServer(folder, limits, answers);
        return server.client();
    }

    private static Limits limits(int connections, Duration request, Duration idle) {
        return new Limits(LIMITS.line(), LIMITS.headers(), LIMITS.fields(), LIMITS.body(), connections, request, idle);
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(server.failures).isEmpty();
    }

    @Test
    void aRequestLineIsAsLongAsAllowed() {
        String path = "a".repeat(LIMITS.line() - LINE.length());
        try (Client client = client(LIMITS)) {
            client.send("GET /" + path + " HTTP/1.1\r\nHost: here\r\n\r\n");
            assertThat(client.answer().body()).isEqualTo("/" + path);
            client.send("GET /" + path + "a HTTP/1.1\r\nHost: here\r\n\r\n");
            assertThat(client.status()).isEqualTo(414);
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void aRequestLineThatDoesNotEndIsCutOff() {
        try (Client client = client(LIMITS)) {
            client.send("GET /" + "a".repeat(LIMITS.line()));
            assertThat(client.status()).isEqualTo(414);
        }
    }

    @Test
    void aHeaderSectionIsAsLongAsAllowed() {
        int length = LIMITS.headers() - "Host: here".length() - "X: ".length();
        try (Client client = client(LIMITS)) {
            client.send(LINE + "\r\nHost: here\r\nX: " + "a".repeat(length) + "\r\n\r\n");
            assertThat(client.status()).isEqualTo(200);
            client.send(LINE + "\r\nHost: here\r\nX: " + "a".repeat(length + 1) + "\r\n\r\n");
            assertThat(client.status()).isEqualTo(431);
            assertThat(client.rest()).isEmpty();
        }
        assertThat(server.questions.get(0).values("X")).containsExactly("a".repeat(length));
    }

    @Test
    void aHeaderSectionHasAsManyLinesAsAllowed() {
        try (Client client = client(LIMITS)) {
            client.send(LINE + "\r\nHost: here\r\n" + "X: a\r\n".repeat(LIMITS.fields() - 1) + "\r\n");
            assertThat(client.status()).isEqualTo(200);
            client.send(LINE + "\r\nHost: here\r\n" + "X: a\r\n".repeat(LIMITS.fields()) + "\r\n");
            assertThat(client.status()).isEqualTo(431);
        }
    }

    @Test
    void trailersAreLimitedLikeHeaders() {
        try (Client client = client(LIMITS)) {
            client.send("POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + "X: "
                    + "a".repeat(LIMITS.headers()) + "\r\n\r\n");
            assertThat(client.status()).isEqualTo(400);
        }
        assertThat(server.questions).isEmpty();
    }

    @Test
    void aBodyIsAsLongAsAllowed() {
        String head = "POST / HTTP/1.1\r\nHost: here\r\nContent-Length: ";
        try (Client client = client(LIMITS)) {
            client.send(head + LIMITS.body() + "\r\n\r\n" + "a".repeat(LIMITS.body()));
            assertThat(client.status()).isEqualTo(200);
            client.send(head + (LIMITS.body() + 1) + "\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.status()).isEqualTo(413);
            assertThat(client.rest()).isEmpty();
        }
        assertThat(server.questions.get(0).body()).hasSize(LIMITS.body());
    }

    @Test
    void aBodyInChunksIsAsLongAsAllowed() {
        String head = "POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n";
        String half = "1000\r\n" + "a".repeat(0x1000) + "\r\n";
        try (Client client = client(LIMITS)) {
            client.send(head + half + half + "0\r\n\r\n");
            assertThat(client.status()).isEqualTo(200);
            client.send(head + half + half + "1\r\na\r\n");
            assertThat(client.status()).isEqualTo(413);
            assertThat(client.rest()).isEmpty();
        }
    }

    /** On TCP: where a close with unread bytes would destroy the answer before the client has read it. */
    @Test
    void aClientThatSendsALongBodyStillReadsWhyItWasRefused() {
        client(LIMITS).close();
        OpenPlace port = TestServer.open("localhost:0");
        server.server.listen(port, question -> CompletableFuture.completedFuture(reply("")));
        for (int i = 0; i < 20; i++) {
            try (Client client = Client.of(port)) {
                client.send("POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 1000000\r\n\r\n");
                client.send("a".repeat(100_000)).send("a".repeat(900_000)).send(GET);
                assertThat(client.status()).isEqualTo(413);
                assertThat(client.end().rest()).isEmpty();
            }
        }
        assertThat(server.questions).isEmpty();
    }

    @Test
    void aClientThatNeverStopsSendingIsCutOff() {
        try (Client client = client(LIMITS)) {
            long start = System.nanoTime();
            client.send("POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 1000000000\r\n\r\n");
            try {
                while (System.nanoTime() - start < Duration.ofSeconds(20).toNanos()) {
                    client.send("a".repeat(1_000));
                }
            } catch (UncheckedIOException e) {
                // The server has closed.
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            Eventually.holds(() -> server.server.connections() == 0);
        }
    }

    @Test
    void headersThatComeSlowlyAreCutOff() {
        cutsOffSlow("GET / HTTP/1.1\r\nHost: here\r\nX: ", "a");
    }

    @Test
    void aBodyThatComesSlowlyIsCutOff() {
        cutsOffSlow("POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 8000\r\n\r\n", "a");
    }

    @Test
    void chunksThatComeSlowlyAreCutOff() {
        cutsOffSlow("POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\na\r\n");
    }

    @Test
    void emptyLinesThatComeSlowlyAreCutOff() {
        cutsOffSlow("\r\n", "\r\n");
    }

    private void cutsOffSlow(String first, String more) {
        try (Client slow = client(limits(10, MOMENT, Duration.ofSeconds(60)));
                Client other = server.client()) {
            slow.send(first);
            long start = System.nanoTime();
            while (slow.isQuietFor(Duration.ofMillis(10))) {
                slow.send(more);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            }
            Answer answer = slow.answer();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.closes()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(MOMENT.minusMillis(20));
            assertThat(other.send(GET).status()).isEqualTo(200);
        }
        assertThat(server.refused).containsExactly(408);
    }

    /** The deadline counts from the first byte of each request, and the time between two does not count. */
    @Test
    void aConnectionMayLiveLongerThanARequest() {
        try (Client client = client(limits(10, MOMENT, Duration.ofSeconds(60)))) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.isQuietFor(MOMENT)).isTrue();
                assertThat(client.send(GET).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void aConnectionThatIsIdleForTooLongIsClosedWithoutAWord() {
        try (Client fresh = client(limits(10, Duration.ofSeconds(60), MOMENT));
                Client used = server.client()) {
            assertThat(used.send(GET).status()).isEqualTo(200);
            assertThat(used.rest()).isEmpty();
            assertThat(fresh.rest()).isEmpty();
        }
    }

    @Test
    void anAnswerThatIsPreparedForLongIsNotCutOff() {
        CompletableFuture<Reply> late = new CompletableFuture<>();
        try (Client client = serving(limits(10, MOMENT, MOMENT), question -> late)) {
            assertThat(client.send(GET).isQuietFor(MOMENT.multipliedBy(3))).isTrue();
            late.complete(reply("late"));
            assertThat(client.answer().body()).isEqualTo("late");
        }
    }

    @Test
    void aClientThatDoesNotReadItsAnswerIsCutOff() {
        String large = "a".repeat(4_000_000);
        try (Client client = serving(
                limits(10, MOMENT, Duration.ofSeconds(60)),
                question -> CompletableFuture.completedFuture(reply(large)))) {
            client.send(GET);
            Eventually.holds(() -> server.server.connections() == 1);
            Eventually.holds(() -> server.server.connections() == 0);
        }
    }

    /** Requests wait in the socket, and fill it: the client cannot go on, and the server does not remember them. */
    @Test
    void aClientThatReadsNoAnswersCannotSendOnAndOn() {
        try (Client client = client(LIMITS)) {
            client.sendUntilFull(GET);
            int asked = server.questions.size();
            assertThat(asked).isLessThan(20_000);
            Eventually.pause(Duration.ofMillis(100));
            assertThat(server.questions).hasSizeLessThan(asked + 100);
        }
    }

    @Test
    void aFurtherConnectionTakesThePlaceOfTheOneThatIsIdleTheLongest() {
        try (Client first = client(limits(3, Duration.ofSeconds(60), Duration.ofSeconds(60)));
                Client second = server.client();
                Client third = server.client()) {
            for (Client each : List.of(second, third, first)) { // so the second is idle the longest
                assertThat(each.send(GET).status()).isEqualTo(200);
                Eventually.pause(Duration.ofMillis(200)); // it is idle a moment after its answer has come
            }
            try (Client fourth = server.client()) {
                assertThat(fourth.send(GET).status()).isEqualTo(200);
                assertThat(second.rest()).isEmpty();
                assertThat(first.send(GET).status()).isEqualTo(200);
                assertThat(third.send(GET).status()).isEqualTo(200);
                assertThat(server.server.connections()).isEqualTo(3);
            }
        }
    }

    @Test
    void clientsThatHaveBegunARequestGiveWayButNeverOneThatWaitsForItsAnswer() {
        CompletableFuture<Reply> late = new CompletableFuture<>();
        try (Client asking = serving(
                        limits(2, Duration.ofSeconds(60), Duration.ofSeconds(60)),
                        question -> question.path().equals("/late")
                                ? late
                                : CompletableFuture.completedFuture(reply("now")));
                Client half = server.client()) {
            asking.send("GET /late HTTP/1.1\r\nHost: here\r\n\r\n");
            half.send("GET /");
            Eventually.holds(() -> server.questions.size() == 1 && server.server.connections() == 2);
            try (Client next = server.client()) {
                assertThat(next.send(GET).status()).isEqualTo(200);
                assertThat(half.rest()).isEmpty();
                late.complete(reply("late"));
                assertThat(asking.answer().body()).isEqualTo("late");
            }
        }
    }

    @Test
    void clientsThatDoNotReadTheirAnswersGiveWay() {
        String large = "a".repeat(4_000_000);
        try (Client lazy = serving(
                limits(1, Duration.ofSeconds(60), Duration.ofSeconds(60)),
                question ->
                        CompletableFuture.completedFuture(reply(question.path().equals("/large") ? large : "")))) {
            lazy.send("GET /large HTTP/1.1\r\nHost: here\r\n\r\n");
            Eventually.holds(() -> server.questions.size() == 1);
            try (Client next = server.client()) {
                assertThat(next.send(GET).status()).isEqualTo(200);
            }
            assertThat(lazy.rest()).hasSizeLessThan(large.length());
        }
    }

    @Test
    void aConnectionIsTurnedAwayIfAllOthersWaitForTheirAnswers() {
        CompletableFuture<Reply> late = new CompletableFuture<>();
        try (Client asking = serving(limits(1, Duration.ofSeconds(60), Duration.ofSeconds(60)), question -> late)) {
            asking.send(GET);
            Eventually.holds(() -> server.questions.size() == 1);
            try (Client next = server.client()) {
                assertThat(next.rest()).isEmpty();
            }
            assertThat(server.notAccepted).containsExactly("all that are allowed wait for their answers");
            late.complete(reply("late"));
            assertThat(asking.answer().body()).isEqualTo("late");
        }
    }

    @Test
    void othersAreServedWhileTenThousandConnectionsIdle() {
        assumeTrue(descriptors() > 15_000, "SKIPPED: this process may have too few descriptors");
        List<Client> idle = new ArrayList<>();
        try (Client first = client(LIMITS)) {
            for (int i = 0; i < 10_000; i++) {
                idle.add(server.client().send(i % 2 == 0 ? "" : "GET /x HTTP/1.1\r\nX: a"));
                if (i % 1_000 == 0) {
                    try (Client other = server.client()) {
                        assertThat(other.send(GET).status()).isEqualTo(200);
                    }
                }
            }
            assertThat(first.rest()).isEmpty();
            assertThat(server.server.connections()).isLessThanOrEqualTo(LIMITS.connections());
            try (Client other = server.client()) {
                assertThat(other.send(GET).status()).isEqualTo(200);
            }
        } finally {
            idle.forEach(Client::close);
        }
    }

    private static long descriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getMaxFileDescriptorCount();
    }
}
