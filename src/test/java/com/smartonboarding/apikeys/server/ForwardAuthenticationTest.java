package com.smartonboarding.apikeys.server;

import static com.smartonboarding.apikeys.server.Questions.bearer;
import static com.smartonboarding.apikeys.server.Questions.get;
import static com.smartonboarding.apikeys.server.Questions.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.BusyException;
import com.smartonboarding.apikeys.model.TokenCode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a proxy is answered that asks about a request, on a real database. */
class ForwardAuthenticationTest {
    private static final String REALM = "Bearer realm=\"Smart Onboarding\"";

    private final Cli cli;
    private final Door door;
    private final String code;

    ForwardAuthenticationTest(Cli cli) {
        this.cli = cli;
        door = new Door(cli);
        code = door.generate("ci", "--scope", "deploy", "--scope", "read:*");
    }

    @AfterEach
    void close() {
        door.close();
    }

    private static String challenge(Reply reply) {
        return reply.value("WWW-Authenticate").orElse("none");
    }

    private static String error(String error, String description) {
        return REALM + ", error=\"" + error + "\", error_description=\"" + description + "\"";
    }

    private void assertRejected(int status, String error, String description, Question question) {
        Reply reply = door.ask(question);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(challenge(reply)).isEqualTo(error(error, description));
        assertThat(reply.body()).isEqualTo(description + "\n");
        assertThat(reply.value("Cache-Control")).contains("no-store");
        assertThat(reply.headers()).noneMatch(header -> header.name().startsWith("X-Token"));
        assertThat(reply.outcome().tokenId()).isNull();
    }

    @Test
    void validCodeIsAnsweredWithTheTokenInHeaders() {
        String full = door.generate("full", "--scope", "b", "--scope", "a", "--owner", "Payroll", "--expires-in", "1h");

        Reply reply = door.ask(bearer(get("/verify"), full));

        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.headers().stream().map(header -> header.name() + ": " + header.value()))
                .containsExactly(
                        "X-Token-Id: " + full.substring(4, 16),
                        "X-Token-Label: full",
                        "X-Token-Scopes: a b",
                        "X-Token-Owner: Payroll",
                        "X-Token-Expires: 2026-11-23T10:00:00Z",
                        "Cache-Control: no-store");
        assertThat(reply.outcome()).isEqualTo(new Outcome("verify", "valid", full.substring(4, 16), null));
        Door.assertKeepsSecret(reply, full);
    }

    @Test
    void whatATokenDoesNotHaveIsLeftOut() {
        assertThat(door.ask(bearer(get("/verify"), door.generate("bare"))).headers().stream()
                        .map(Header::name))
                .containsExactly("X-Token-Id", "X-Token-Label", "X-Token-Scopes", "Cache-Control");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "Büro 日本 👍🏽", "50%\"\\;,=", "İı", "' OR 1=1 --", "a:b/c?d#e"})
    void anyLabelAndOwnerFitIntoAHeaderAndComeBack(String text) {
        Reply reply = door.ask(bearer(get("/verify"), door.generate(text, "--owner", text)));

        for (String name : List.of("X-Token-Label", "X-Token-Owner")) {
            String value = reply.value(name).orElseThrow();
            assertThat(value).matches("[A-Za-z0-9._~%-]+");
            assertThat(URLDecoder.decode(value, StandardCharsets.UTF_8)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "HEAD", "OPTIONS", "DELETE", "CHECKOUT"})
    void anyMethodAndAnyPathBelowAreAnswered(String method) {
        for (String path : List.of("/verify", "/verify/", "/verify/api/v1?q=%E9", "/verify/../metrics")) {
            assertThat(door.ask(bearer(Questions.of(method, path, "a body"), code))
                            .status())
                    .isEqualTo(204);
            assertThat(door.ask(Questions.of(method, path, "")).status()).isEqualTo(401);
        }
    }

    @Test
    void requestWithoutACodeGetsAChallengeWithoutAnError() {
        for (Question question : List.of(
                get("/verify"),
                with(get("/verify"), "Authorization", "Basic YTpi"),
                with(get("/verify"), "Authorization", "Digest username=\"x\""))) {
            Reply reply = door.ask(question);
            assertThat(reply.status()).isEqualTo(401);
            assertThat(challenge(reply)).isEqualTo(REALM);
            assertThat(reply.outcome().result()).isEqualTo("no_code");
            assertThat(reply.value("Cache-Control")).contains("no-store");
        }
    }

    @Test
    void rejectedCodeIsAnInvalidToken() {
        String expired = door.generate("expired", "--expires-in", "1h");
        String disabled = door.generate("disabled");
        door.run("disable disabled -y");
        String revoked = door.generate("revoked");
        door.run("revoke revoked -y");
        String unknown = TokenCode.draw(new SplittableRandom(7)).reveal();

        door.at(Cli.START.plus(Duration.ofHours(1)));
        assertInvalid("The token has expired.", expired);
        assertInvalid("The token is disabled.", disabled);
        assertInvalid("The token was revoked.", revoked);
        assertInvalid("The token is unknown.", unknown);
        assertInvalid("The token is malformed.", code + "x");
        assertInvalid("The token is malformed.", "");
        assertInvalid("The token is malformed.", code.toUpperCase(Locale.ROOT));
        assertInvalid("The token is malformed.", code + " " + code);
        assertInvalid("The token is malformed.", code + ", Bearer " + code);
        assertInvalid("The token is malformed.", "\u001c" + code);
        assertInvalid("The token is malformed.", "ü\r\nX-Token-Id: x");
    }

    private void assertInvalid(String description, String presented) {
        assertRejected(401, "invalid_token", description, bearer(get("/verify"), presented));
        if (presented.length() > 30) {
            Door.assertKeepsSecret(door.ask(bearer(get("/verify"), presented)), presented);
        }
    }

    @Test
    void tokenWithoutEveryRequiredScopeIsRefusedAndToldTheScopes() {
        assertThat(door.ask(bearer(get("/verify?scope=deploy+read:*"), code)).status())
                .isEqualTo(204);
        Question question = with(bearer(get("/verify?scope=deploy"), code), "X-Required-Scope", "admin:x");

        Reply reply = door.ask(question);

        assertThat(reply.status()).isEqualTo(403);
        assertThat(challenge(reply))
                .isEqualTo(error("insufficient_scope", "The token does not have every scope that is required.")
                        + ", scope=\"admin:x deploy\"");
        assertThat(reply.outcome().result()).isEqualTo("lacks_scope");
    }

    @Test
    void onlyAValidCodeIsAnAccess() {
        door.ask(bearer(get("/verify?scope=admin"), code));
        assertThat(door.field("ci", "last_accessed")).isEmpty();
        door.ask(bearer(get("/verify?scope=deploy"), code));
        assertThat(door.field("ci", "last_accessed")).isEqualTo("2026-11-23T09:00:00Z");
    }

    @Test
    void scopesAreComparedWithCase() {
        assertThat(door.ask(bearer(get("/verify?scope=Deploy"), code)).status()).isEqualTo(403);
    }

    @Test
    void clientCanDemandMoreScopesThanTheProxyButNotFewer() {
        String bare = door.generate("bare");
        for (String scope : List.of("scope=deploy&scope=x", "scope=x&scope=deploy")) {
            assertThat(door.ask(bearer(get("/verify?" + scope), bare)).status()).isEqualTo(403);
        }
        for (String scope : List.of("", ",", "\"", "deploy\u0000")) {
            assertThat(door.ask(with(bearer(get("/verify?scope=deploy"), bare), "X-Required-Scope", scope))
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void requirementThatIsMisspeltDoesNotOpenTheDoor() {
        String bare = door.generate("bare");
        for (Question question : List.of(
                get("/verify?scopes=deploy"),
                get("/verify?scope=deploy&Scope="),
                with(get("/verify"), "X-Required-Scopes", "deploy"))) {
            Reply reply = door.ask(bearer(question, bare));
            assertThat(reply.status()).isEqualTo(400);
            assertThat(challenge(reply)).contains("error=\"invalid_request\"", "is misspelt");
        }
    }

    @Test
    void ambiguousAndMalformedRequestsAreInvalidRequests() {
        assertRejected(
                400,
                "invalid_request",
                "The request has more than one Authorization header.",
                bearer(bearer(get("/verify"), code), code));
        assertRejected(
                400,
                "invalid_request",
                "The parameter scope of the query is not percent-encoded UTF-8.",
                bearer(get("/verify?scope=%E9"), code));
        assertRejected(400, "invalid_request", "The required scope is empty.", bearer(get("/verify?scope="), code));
    }

    @Test
    void codeInTheQueryIsNotRead() {
        Reply reply = door.ask(get("/verify?access_token=" + code));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(challenge(reply)).isEqualTo(REALM);
        Door.assertKeepsSecret(reply, code);
    }

    @Test
    void codeInABodyIsNotRead() {
        assertThat(door.ask(Questions.post("/verify", "access_token=" + code)).status())
                .isEqualTo(401);
    }

    @Test
    void codeIsReadFromTheNamedHeader(Cli other) {
        try (Door named = new Door(other, "X-Api-Key", null)) {
            String key = named.generate("key");
            assertThat(named.ask(with(get("/verify"), "x-api-key", key)).status())
                    .isEqualTo(204);
            assertThat(named.ask(bearer(get("/verify"), key)).status()).isEqualTo(204);
            assertThat(named.ask(with(bearer(get("/verify"), key), "X-Api-Key", key))
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void addressIsRecordedAndTheNetworksOfTheTokenCount(Cli other) {
        try (Door behind = new Door(other, null, "X-Forwarded-For")) {
            String bound = behind.generate("bound", "--from-network", "10.0.0.0/8");
            Question question = bearer(get("/verify"), bound);

            Reply inside = behind.ask(with(question, "X-Forwarded-For", "11.0.0.1, [::ffff:10.0.0.7]:1234"));
            Reply outside = behind.ask(with(question, "X-Forwarded-For", "10.0.0.7, 11.0.0.1"));

            assertThat(inside.status()).isEqualTo(204);
            assertThat(inside.outcome().from()).isEqualTo("10.0.0.7");
            assertThat(behind.field("bound", "last_accessed_from")).isEqualTo("10.0.0.7");
            assertThat(outside.status()).isEqualTo(403);
            assertThat(challenge(outside))
                    .isEqualTo(error("insufficient_scope", "The token may not be used from this address."));
            assertThat(outside.outcome().result()).isEqualTo("outside_network");
        }
    }

    @Test
    void requestWithoutTheAddressIsRefusedWhereOneIsKnown(Cli other) {
        try (Door behind = new Door(other, null, "X-Forwarded-For")) {
            String key = behind.generate("key");
            for (Question question : List.of(
                    bearer(get("/verify"), key), with(bearer(get("/verify"), key), "X-Forwarded-For", "unknown"))) {
                Reply reply = behind.ask(question);
                assertThat(reply.status()).isEqualTo(400);
                assertThat(reply.outcome().result()).isEqualTo("no_address");
            }
        }
    }

    @Test
    void answersToBadCodesAreDelayedAfterManyFromOneAddressAndThoseToGoodCodesAreNot(Cli other) {
        try (Door behind = new Door(other, null, "X-Real-IP")) {
            String key = behind.generate("key");
            Question bad = with(bearer(get("/verify"), key + "x"), "X-Real-IP", "192.0.2.7");
            for (int i = 0; i < SlowDown.BURST; i++) {
                assertThat(behind.ask(bad).status()).isEqualTo(401);
            }
            CompletableFuture<Reply> late = behind.later(bad);
            Reply good = behind.ask(with(bearer(get("/verify"), key), "X-Real-IP", "192.0.2.7"));
            Reply elsewhere = behind.ask(with(bearer(get("/verify"), key + "x"), "X-Real-IP", "192.0.2.8"));

            assertThat(good.status()).isEqualTo(204);
            assertThat(elsewhere.status()).isEqualTo(401);
            while (behind.delayed.isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(late).isNotDone();
            behind.delayed.remove().run();
            assertThat(late.join().status()).isEqualTo(401);
        }
    }

    @Test
    void databaseThatDoesNotAnswerIsNeitherAYesNorANo() {
        door.failWith(new BusyException("Another process holds /secret/path."));

        Reply reply = door.ask(bearer(get("/verify"), code));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.value("Retry-After")).contains("1");
        assertThat(reply.value("Cache-Control")).contains("no-store");
        assertThat(reply.value("WWW-Authenticate")).isEmpty();
        assertThat(reply.body()).isEqualTo("The token database does not answer.\n");
        assertThat(reply.outcome()).isEqualTo(new Outcome("verify", "unavailable"));
        door.failWith(null);
        assertThat(door.ask(bearer(get("/verify"), code)).status()).isEqualTo(204);
    }

    @Test
    void revocationCountsForTheNextRequest() {
        assertThat(door.ask(bearer(get("/verify"), code)).status()).isEqualTo(204);
        door.run("revoke ci -y");
        assertThat(door.ask(bearer(get("/verify"), code)).status()).isEqualTo(401);
        assertThat(cli.run("list", "--status", "revoked").out()).contains("ci");
    }
}
