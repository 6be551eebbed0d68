package com.smartonboarding.apikeys.server;

import static com.smartonboarding.apikeys.server.Questions.bearer;
import static com.smartonboarding.apikeys.server.Questions.get;
import static com.smartonboarding.apikeys.server.Questions.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.BusyException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.server.Router.Listener;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each path leads to its endpoint, on the listeners that have it, and every request gets an answer. */
class RouterTest {
    private @Nullable Failure failure;
    private final News news = new News();
    private final Readiness readiness = new Readiness(
            Clock.fixed(Cli.START, ZoneOffset.UTC),
            () -> {
                Failure now = failure;
                if (now != null) {
                    throw now;
                }
            },
            news);
    private final List<Throwable> bugs = new ArrayList<>();

    private static Endpoint word(String word) {
        return question -> CompletableFuture.completedFuture(Reply.text(200, new Outcome(word, "ok"), word));
    }

    private Router router(boolean statusIsApart) {
        return new Router(word("verify"), word("introspect"), word("metrics"), readiness, statusIsApart, bugs::add);
    }

    private Reply ask(Router router, Listener listener, String method, String path) {
        return router.answer(listener, Questions.of(method, path, "")).join();
    }

    private int status(boolean apart, Listener listener, String method, String path) {
        return ask(router(apart), listener, method, path).status();
    }

    @Test
    void endpointsAreWhereTheyBelong() {
        readiness.ask();
        for (String path : List.of("/verify", "/verify/", "/verify/x/y")) {
            assertThat(status(true, Listener.MAIN, "GET", path)).isEqualTo(200);
            assertThat(status(true, Listener.STATUS, "GET", path)).isEqualTo(404);
        }
        assertThat(status(true, Listener.MAIN, "POST", "/introspect")).isEqualTo(200);
        assertThat(status(true, Listener.STATUS, "POST", "/introspect")).isEqualTo(404);
        for (String path : List.of("/healthz", "/readyz", "/metrics")) {
            assertThat(status(true, Listener.MAIN, "GET", path)).isEqualTo(404);
            assertThat(status(true, Listener.STATUS, "GET", path)).isEqualTo(200);
            assertThat(status(false, Listener.MAIN, "HEAD", path)).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "*",
                "/Verify",
                "/verifyx",
                "//verify",
                "/verify;x",
                "/%76erify",
                "/introspect/",
                "/introspect/x",
                "/healthz/",
                "/metrics/x",
                "http://localhost/verify"
            })
    void otherPathsLeadNowhere(String path) {
        Reply reply = ask(router(false), Listener.MAIN, "POST", path);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.outcome()).isEqualTo(new Outcome("other", "not_found"));
        assertThat(reply.value("Cache-Control")).contains("no-store");
    }

    @Test
    void methodsThatAnEndpointDoesNotHaveAreNamed() {
        Reply introspect = ask(router(false), Listener.MAIN, "GET", "/introspect");
        assertThat(introspect.status()).isEqualTo(405);
        assertThat(introspect.value("Allow")).contains("POST");
        for (String path : List.of("/healthz", "/readyz", "/metrics")) {
            Reply reply = ask(router(false), Listener.MAIN, "POST", path);
            assertThat(reply.status()).isEqualTo(405);
            assertThat(reply.value("Allow")).contains("GET, HEAD");
        }
    }

    @Test
    void aChangeOfTheDatabaseIsToldOnce() {
        readiness.ask();
        assertThat(news.told).as("that it answers from the start is no news").isEmpty();

        failure = new BusyException("locked");
        readiness.ask();
        failure = new StorageException("failing");
        readiness.ask();
        failure = null;
        readiness.ask();
        readiness.ask();

        assertThat(news.told).containsExactly("BUSY", "answers");
    }

    @Test
    void aDatabaseThatDoesNotAnswerFromTheStartIsTold() {
        failure = new BusyException("locked");
        readiness.ask();
        readiness.ask();

        assertThat(news.told).containsExactly("BUSY");
    }

    @Test
    void readinessIsThatOfTheDatabaseAndHealthIsThatOfTheProcess() {
        assertNotReady("starting");
        readiness.ask();
        assertThat(ask(router(false), Listener.MAIN, "GET", "/readyz").body()).isEqualTo("ok\n");
        assertThat(readiness.lastAnswer()).contains(Cli.START);
        failure = new BusyException("Another process holds it.");
        readiness.ask();
        assertNotReady("busy");
        failure = null;
        readiness.ask();
        readiness.drain();
        assertNotReady("draining");
    }

    private void assertNotReady(String word) {
        Reply reply = ask(router(false), Listener.MAIN, "GET", "/readyz");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.body()).isEqualTo(word + "\n");
        assertThat(status(false, Listener.MAIN, "GET", "/healthz")).isEqualTo(200);
    }

    @Test
    void verificationTellsWhetherTheDatabaseAnswers(Cli cli) {
        try (Door door = new Door(cli)) {
            String code = door.generate("ci");
            door.ask(bearer(get("/verify"), "nonsense"));
            assertThat(door.readiness.obstacle()).as("nothing was looked up").isEqualTo("starting");
            door.ask(bearer(get("/verify"), code));
            assertThat(door.readiness.obstacle()).isEmpty();
            door.failWith(new BusyException("Another process holds it."));
            door.ask(bearer(get("/verify"), code));
            assertThat(door.readiness.obstacle()).isEqualTo("busy");
            door.failWith(null);
            door.readiness.ask();
            assertThat(door.readiness.obstacle()).isEmpty();
        }
    }

    @Test
    void damagedTokenDoesNotTakeTheServerOutOfService(Cli cli) {
        try (Door door = new Door(cli)) {
            String code = door.generate("ci");
            String damaged = door.generate("damaged");
            new RawDatabase(cli.database()).execute("UPDATE token SET expires_at = 1 WHERE label = 'damaged'");

            assertThat(door.ask(bearer(get("/verify"), code)).status()).isEqualTo(204);
            assertThat(door.ask(bearer(get("/verify"), damaged)).status()).isEqualTo(503);
            assertThat(door.readiness.obstacle()).isEmpty();
            new RawDatabase(cli.database()).execute("DELETE FROM audit WHERE sequence = 2");
            assertThat(door.ask(bearer(get("/verify"), damaged)).status()).isEqualTo(503);
            assertThat(door.readiness.obstacle()).isEqualTo("integrity");
        }
    }

    /** Wherever a client puts a code by mistake. */
    @ParameterizedTest
    @ValueSource(strings = {"/verify", "/verify/x", "/introspect", "/healthz", "/readyz", "/metrics", "/else"})
    void noAnswerRepeatsAnythingOfACode(String path, Cli cli) {
        try (Door door = new Door(cli, "X-Api-Key", "X-Forwarded-For")) {
            String code = door.generate("ci", "--scope", "introspect");
            for (String method : List.of("GET", "POST", code)) {
                for (Question question : List.of(
                        get(path + "/" + code),
                        get(path + "?scope=" + code + "!"),
                        get(path + "?" + code),
                        Questions.post(path, code),
                        Questions.post(path, "token=" + code + "&token=" + code),
                        with(get(path), "Authorization", code),
                        with(get(path), "Authorization", "Basic " + code),
                        with(get(path), "X-Api-Key", code + ", " + code),
                        with(get(path), "X-Required-Scope", code + "!"),
                        with(get(path), "X-Forwarded-For", code),
                        with(get(path), code, code),
                        with(Questions.post(path, "token=x&from=" + code), "Authorization", "Bearer " + code),
                        with(Questions.post(path, "token=" + code + "%"), "Authorization", "Bearer " + code))) {
                    Question asked = new Question(
                            method, question.path(), question.query(), question.headers(), question.body());
                    for (Question each : List.of(asked, with(asked, "X-Forwarded-For", "192.0.2.7"))) {
                        Reply reply = door.ask(each);
                        Door.assertKeepsSecret(reply, code);
                        assertThat(each.toString()).doesNotContain(code);
                    }
                }
            }
        }
    }

    @Test
    void bugIsToldToTheServerAndNotToTheClient() {
        Endpoint broken = question -> {
            throw new IllegalStateException("sok_ something");
        };
        Endpoint brokenLater = question -> CompletableFuture.failedFuture(new IllegalStateException("sok_ later"));
        Router router = new Router(broken, brokenLater, brokenLater, readiness, false, bugs::add);

        for (Reply reply : List.of(
                ask(router, Listener.MAIN, "GET", "/verify"),
                ask(router, Listener.MAIN, "POST", "/introspect"),
                ask(router, Listener.MAIN, "GET", "/metrics"))) {
            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.body()).isEqualTo("Something went wrong.\n");
            assertThat(reply.outcome().result()).isEqualTo("internal_error");
        }
        assertThat(bugs).hasSize(3);
    }
}
