package com.smartonboarding.apikeys.server.http;

import static com.smartonboarding.apikeys.server.http.TestServer.GET;
import static com.smartonboarding.apikeys.server.http.TestServer.LIMITS;
import static com.smartonboarding.apikeys.server.http.TestServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.server.Header;
import com.smartonboarding.apikeys.server.Outcome;
import com.smartonboarding.apikeys.server.Question;
import com.smartonboarding.apikeys.server.Reply;
import com.smartonboarding.apikeys.server.place.OpenPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions and their answers, over real sockets. */
class HttpServerTest {
    private static final Outcome OUTCOME = new Outcome("verify", "valid");

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer(folder);
    }

    private Client client() {
        return server.client();
    }

    private Client serving(Function<Question, CompletableFuture<Reply>> answers) {
        server.close();
        server = new TestServer(folder, LIMITS, answers);
        return server.client();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aConnectionIsKeptForTheNextRequest() {
        try (Client client = client()) {
            assertThat(client.send(GET).answer().body()).isEqualTo("/verify");
            Answer second = client.send(GET).answer();

            assertThat(second.body()).isEqualTo("/verify");
            assertThat(second.has("Connection")).isFalse();
        }
    }

    @Test
    void connectionsAreServedInTurnBySeveralThreads() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        Set<Boolean> later = ConcurrentHashMap.newKeySet();
        Client first = serving(question -> {
            threads.add(Thread.currentThread().getName());
            CompletableFuture<Reply> reply = new CompletableFuture<>();
            later.add(server.server.afterReading(
                    () -> reply.complete(reply(Thread.currentThread().getName()))));
            return reply;
        });
        try (first) {
            String own = first.send(GET).answer().body();
            assertThat(first.send(GET).answer().body())
                    .as("a connection stays in its thread")
                    .isEqualTo(own);
            for (int i = 0; i < 8; i++) {
                try (Client other = client()) {
                    assertThat(threads).contains(other.send(GET).answer().body());
                }
            }
        }
        assertThat(threads).hasSize(Math.min(Runtime.getRuntime().availableProcessors(), 4));
        assertThat(later).containsExactly(true);
        assertThat(server.server.afterReading(() -> {
                    throw new AssertionError("run in another thread");
                }))
                .isFalse();
    }

    @Test
    void anAnswerHasItsDateAndLengthAndDoesNotSayWhatProgramGaveIt() {
        try (Client client = client()) {
            Answer answer = client.send(GET).answer();

            assertThat(answer.line()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(answer.value("Date")).isEqualTo("Fri, 05 Mar 2027 08:07:06 GMT");
            assertThat(answer.value("Content-Length")).isEqualTo("7");
            assertThat(answer.headers())
                    .extracting(Header::name)
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .containsExactlyInAnyOrder("date", "cache-control", "content-type", "content-length");
        }
    }

    @Test
    void anAnswerIsSentInUtf8() {
        try (Client client = serving(question -> CompletableFuture.completedFuture(reply("für")))) {
            assertThat(client.send(GET).answer().body()).isEqualTo("f\u00c3\u00bcr");
        }
    }

    @Test
    void anAnswerToHeadHasTheLengthOfTheBodyButNoBody() {
        try (Client client = client()) {
            client.send("HEAD /verify HTTP/1.1\r\nHost: here\r\n\r\n" + GET);

            assertThat(client.answer("HEAD").value("Content-Length")).isEqualTo("7");
            assertThat(client.answer().body()).isEqualTo("/verify");
        }
    }

    @Test
    void anAnswerWithoutContentHasNoLength() {
        Reply empty = new Reply(204, List.of(new Header("X-Token-Id", "7Kq2mZ0aLx3P")), "", OUTCOME);
        try (Client client = serving(question -> CompletableFuture.completedFuture(empty))) {
            Answer answer = client.send(GET + GET).answer();

            assertThat(answer.line()).isEqualTo("HTTP/1.1 204 No Content");
            assertThat(answer.has("Content-Length")).isFalse();
            assertThat(answer.has("Transfer-Encoding")).isFalse();
            assertThat(answer.value("X-Token-Id")).isEqualTo("7Kq2mZ0aLx3P");
            assertThat(client.status()).isEqualTo(204);
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredOneAfterTheOther() throws Exception {
        List<CompletableFuture<Reply>> replies = List.of(new CompletableFuture<>(), new CompletableFuture<>());
        try (Client client = serving(question -> replies.get(server.questions.size() - 1))) {
            client.send("GET /1 HTTP/1.1\r\nHost: here\r\n\r\nGET /2 HTTP/1.1\r\nHost: here\r\n\r\n");
            assertThat(client.isQuietFor(Duration.ofMillis(100))).isTrue();
            assertThat(server.questions).hasSize(1);

            replies.get(0).complete(reply("first"));
            assertThat(client.answer().body()).isEqualTo("first");
            replies.get(1).complete(reply("second"));
            assertThat(client.answer().body()).isEqualTo("second");
        }
    }

    @Test
    void aThousandPipelinedRequestsAreAnsweredAtOnceOrFromAnotherThread() {
        try (Client client = serving(question -> question.path().equals("/later")
                ? CompletableFuture.supplyAsync(() -> reply("later"))
                : CompletableFuture.completedFuture(reply("now")))) {
            for (int i = 0; i < 10; i++) {
                client.send((GET.repeat(3) + GET.replace("/verify", "/later")).repeat(25));
                for (int j = 0; j < 100; j++) {
                    assertThat(client.answer().body()).isEqualTo(j % 4 == 3 ? "later" : "now");
                }
            }
        }
    }

    @Test
    void aQuestionHasWhatTheRequestHad() {
        try (Client client = client()) {
            client.send("POST /introspect/a%20b?scope=x&y=%zz?a HTTP/1.1\r\nHost: here\r\nX-One:  b\u00e9 \t\r\n"
                    + "x-one: c\r\nX-Fold: a\r\n b\r\nX-Empty:\r\nContent-Length: 5\r\n\r\nt=\u00ff\u0000a");
            assertThat(client.status()).isEqualTo(200);
        }
        Question question = server.questions.get(0);
        assertThat(question.method()).isEqualTo("POST");
        assertThat(question.path()).isEqualTo("/introspect/a%20b");
        assertThat(question.query()).isEqualTo("scope=x&y=%zz?a");
        assertThat(question.values("X-One")).containsExactly("b\u00e9", "c");
        assertThat(question.values("X-Fold")).containsExactly("a b");
        assertThat(question.values("X-Empty")).containsExactly("");
        assertThat(question.headers()).extracting(Header::name).contains("X-One", "x-one");
        assertThat(question.body()).isEqualTo("t=\u00ff\u0000a");
    }

    @Test
    void aBodyInChunksIsPutTogether() {
        try (Client client = client()) {
            client.send("POST /introspect HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: Chunked\r\n\r\n"
                    + "3;a=b\r\nabc\r\n0b\r\n0123456789a\r\n0\r\nX-Trailer: a\r\n\r\n" + GET);
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.answer().body()).isEqualTo("/verify");
        }
        assertThat(server.questions.get(0).body()).isEqualTo("abc0123456789a");
        assertThat(server.questions.get(0).values("X-Trailer")).isEmpty();
    }

    @Test
    void aRequestMayComeInSingleBytes() {
        try (Client client = client()) {
            for (char each : "\r\nPOST /a HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\nab".toCharArray()) {
                client.send(String.valueOf(each));
            }
            assertThat(client.status()).isEqualTo(200);
        }
        assertThat(server.questions.get(0).body()).isEqualTo("ab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://here/a?b", "HTTPS://x.example:1/a?b", "/a?b"})
    void aTargetMayHaveTheAbsoluteForm(String target) {
        try (Client client = client()) {
            assertThat(client.send("GET " + target + " HTTP/1.1\r\nHost: here\r\n\r\n")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(server.questions.get(0).path()).isEqualTo("/a");
        assertThat(server.questions.get(0).query()).isEqualTo("b");
    }

    @Test
    void aTargetWithoutAPathMeansTheRoot() {
        try (Client client = client()) {
            client.send("GET http://here?b HTTP/1.1\r\nHost: here\r\n\r\nOPTIONS * HTTP/1.1\r\nHost:\r\n\r\n");
            assertThat(client.answer().body()).isEqualTo("/");
            assertThat(client.answer().body()).isEqualTo("*");
        }
    }

    @Test
    void anOldClientGetsItsAnswerAndTheEnd() {
        try (Client client = client()) {
            client.send("GET /verify HTTP/1.0\r\n\r\n");
            assertThat(client.answer().closes()).isTrue();
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void anOldClientMayKeepTheConnection() {
        try (Client client = client()) {
            client.send("GET /verify HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n");
            assertThat(client.answer().value("Connection")).isEqualTo("keep-alive");
            assertThat(client.send(GET).status()).isEqualTo(200);
        }
    }

    @Test
    void aClientMayAskForTheEnd() {
        try (Client client = client()) {
            client.send("GET /verify HTTP/1.1\r\nHost: here\r\nConnection: TE, close\r\n\r\n" + GET);
            assertThat(client.answer().closes()).isTrue();
            assertThat(client.rest()).isEmpty();
        }
        assertThat(server.questions).hasSize(1);
    }

    @Test
    void aLaterMinorVersionIsReadAsTheLastKnownOne() {
        try (Client client = client()) {
            Answer answer =
                    client.send("GET /verify HTTP/1.9\r\nHost: here\r\n\r\n").answer();

            assertThat(answer.line()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(client.send(GET).status()).isEqualTo(200);
        }
    }

    @Test
    void aClientThatExpectsToBeAskedForItsBodyIsAsked() {
        try (Client client = client()) {
            client.send("POST /a HTTP/1.1\r\nHost: here\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(client.answer().line()).isEqualTo("HTTP/1.1 100 Continue");
            assertThat(client.send("ab").status()).isEqualTo(200);
        }
        assertThat(server.questions.get(0).body()).isEqualTo("ab");
    }

    @Test
    void anOldClientIsNotAskedForItsBody() {
        try (Client client = client()) {
            client.send("POST /a HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nab");
            assertThat(client.status()).isEqualTo(200);
        }
    }

    @Test
    void aClientThatHasSentEverythingMayCloseItsHalf() {
        try (Client client = serving(question -> CompletableFuture.supplyAsync(
                () -> reply(question.path()), CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS)))) {
            assertThat(client.send(GET + GET).end().rest())
                    .containsSubsequence("/verify", "HTTP/1.1 200 OK", "/verify");
        }
    }

    @Test
    void theBugOfAnAnswerIs500WithoutAWordAndTheEnd() {
        Exception bug = new IllegalStateException("a secret");
        for (Function<Question, CompletableFuture<Reply>> broken :
                List.<Function<Question, CompletableFuture<Reply>>>of(
                        question -> {
                            throw new IllegalStateException("a secret");
                        },
                        question -> CompletableFuture.failedFuture(bug),
                        question -> CompletableFuture.supplyAsync(() -> {
                            throw new IllegalStateException("a secret");
                        }),
                        question -> CompletableFuture.completedFuture(null))) {
            try (Client client = serving(broken)) {
                Answer answer = client.send(GET + GET).answer();

                assertThat(answer.line()).isEqualTo("HTTP/1.1 500 Internal Server Error");
                assertThat(answer.closes()).isTrue();
                assertThat(answer.body()).isEmpty();
                assertThat(answer.headers()).noneMatch(header -> header.value().contains("secret"));
                assertThat(client.rest()).isEmpty();
                assertThat(server.failures).hasSize(1).first().isInstanceOf(IllegalStateException.class);
            }
            server.close();
        }
    }

    @Test
    void anAnswerThatWaitsKeepsNobodyElseWaiting() {
        CompletableFuture<Reply> late = new CompletableFuture<>();
        try (Client slow = serving(question ->
                        question.path().equals("/slow") ? late : CompletableFuture.completedFuture(reply("fast")));
                Client fast = server.client()) {
            slow.send("GET /slow HTTP/1.1\r\nHost: here\r\n\r\n");
            assertThat(fast.send(GET).answer().body()).isEqualTo("fast");
            assertThat(slow.isQuietFor(Duration.ofMillis(50))).isTrue();
            late.complete(reply("slow"));
            assertThat(slow.answer().body()).isEqualTo("slow");
        }
    }

    @Test
    void aClientMayGoAwayWhileItsAnswerIsPrepared() {
        CompletableFuture<Reply> late = new CompletableFuture<>();
        try (Client gone = serving(question ->
                        question.path().equals("/gone") ? late : CompletableFuture.completedFuture(reply("here")));
                Client other = server.client()) {
            gone.send("GET /gone HTTP/1.1\r\nHost: here\r\n\r\n");
            assertThat(other.send(GET).status()).isEqualTo(200);
            gone.leave();
            late.complete(reply("nobody reads this"));

            assertThat(other.send(GET).answer().body()).isEqualTo("here");
            Eventually.holds(() -> server.server.connections() == 1);
            assertThat(server.failures).isEmpty();
        }
    }

    @Test
    void severalPlacesAreServedAtOnceAndEachWithItsOwnAnswers() {
        try (Client main = client()) {
            OpenPlace port = TestServer.open("127.0.0.1:0");
            server.server.listen(port, question -> CompletableFuture.completedFuture(reply("status")));
            try (Client status = Client.of(port)) {
                assertThat(status.send(GET).answer().body()).isEqualTo("status");
                assertThat(main.send(GET).answer().body()).isEqualTo("/verify");
                assertThat(server.server.connections()).isEqualTo(2);
            }
        }
    }
}
