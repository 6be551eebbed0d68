package com.smartonboarding.apikeys.server;

import static com.smartonboarding.apikeys.server.Questions.bearer;
import static com.smartonboarding.apikeys.server.Questions.post;
import static com.smartonboarding.apikeys.server.Questions.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.JsonSchemas;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.model.TokenCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server is answered that asks about a code it was given, on a real database. */
class IntrospectionTest {
    private static final String REALM = "Bearer realm=\"Smart Onboarding\"";
    private static final String BASIC = "Basic realm=\"Smart Onboarding\", charset=\"UTF-8\"";
    private static final String INACTIVE = "{\"active\":false}\n";

    private final Door door;
    private final String caller;
    private final String code;

    IntrospectionTest(Cli cli) {
        door = new Door(cli);
        caller = door.generate("my server", "--scope", "introspect");
        code = door.generate("ci");
    }

    @AfterEach
    void close() {
        door.close();
    }

    private static Question asking(String body) {
        return post("/introspect", body);
    }

    private static Question basic(Question question, String pair) {
        byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
        return with(question, "Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }

    private static List<String> challenges(Reply reply) {
        return reply.headers().stream()
                .filter(header -> header.isNamed("WWW-Authenticate"))
                .map(Header::value)
                .toList();
    }

    private String introspect(String presented) {
        Reply reply = door.ask(bearer(asking("token=" + presented), caller));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.value("Content-Type")).contains("application/json");
        assertThat(reply.value("Cache-Control")).contains("no-store");
        JsonSchemas.assertValid("introspect@1", reply.body());
        return reply.body();
    }

    private void assertError(int status, String error, String description, Question question) {
        Reply reply = door.ask(question);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body())
                .isEqualTo("{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}\n");
        assertThat(reply.value("Content-Type")).contains("application/json");
        assertThat(reply.value("Cache-Control")).contains("no-store");
        assertThat(reply.outcome().tokenId()).isNull();
        Door.assertKeepsSecret(reply, code);
        Door.assertKeepsSecret(reply, caller);
    }

    @Test
    void activeTokenHasTheMembersOfTheStandardAndOurs() {
        String full = door.generate(
                "full",
                "--scope",
                "b",
                "--scope",
                "a",
                "--owner",
                "Payroll \"team\"",
                "--expires-in",
                "1h",
                "--meta",
                "k=v",
                "--from-network",
                "10.0.0.0/8");

        assertThat(introspect(full)).isEqualTo("""
                {"active":true,"scope":"a b","client_id":"full","username":"Payroll \\"team\\"","token_type":"Bearer",\
                "exp":1795428000,"iat":1795424400,"sub":"full","jti":"%1$s","id":"%1$s","label":"full",\
                "owner":"Payroll \\"team\\"","metadata":{"k":"v"},"networks":["10.0.0.0/8"]}
                """.formatted(full.substring(4, 16)));
    }

    @Test
    void memberWithoutAValueIsLeftOut() {
        assertThat(introspect(code)).isEqualTo("""
                {"active":true,"client_id":"ci","token_type":"Bearer","iat":1795424400,"sub":"ci","jti":"%1$s",\
                "id":"%1$s","label":"ci","metadata":{},"networks":[]}
                """.formatted(code.substring(4, 16)));
    }

    @Test
    void aboutARejectedCodeOnlyThatIsSaid() {
        String expired = door.generate("expired", "--expires-in", "1h");
        String disabled = door.generate("disabled");
        door.run("disable disabled -y");
        String revoked = door.generate("revoked");
        door.run("revoke revoked -y");
        door.at(Cli.START.plus(Duration.ofHours(1)));

        for (String presented : List.of(
                expired,
                disabled,
                revoked,
                TokenCode.draw(new SplittableRandom(7)).reveal(),
                code + "x",
                code.substring(1),
                "x",
                "%C3%BC%00")) {
            assertThat(introspect(presented)).isEqualTo(INACTIVE);
        }
    }

    @Test
    void hintAboutTheTypeIsIgnored() {
        for (String hint : List.of("access_token", "refresh_token", "nonsense", "")) {
            Reply reply = door.ask(bearer(asking("token_type_hint=" + hint + "&token=" + code + "&other=1"), caller));
            assertThat(reply.body()).startsWith("{\"active\":true");
        }
    }

    @Test
    void accessesOfTheCallerAndOfTheTokenAreRecorded() {
        door.ask(bearer(asking("token=" + code + "&from=%5B2001:db8::7%5D:443"), caller));

        assertThat(door.field("ci", "last_accessed")).isEqualTo("2026-11-23T09:00:00Z");
        assertThat(door.field("ci", "last_accessed_from")).isEqualTo("2001:db8::7");
        assertThat(door.field("my server", "last_accessed")).isEqualTo("2026-11-23T09:00:00Z");
    }

    @Test
    void networksCountIfTheCallerTellsTheAddress() {
        String bound = door.generate("bound", "--from-network", "10.0.0.0/8");

        assertThat(introspect(bound)).contains("\"networks\":[\"10.0.0.0/8\"]");
        assertThat(introspect(bound + "&from=10.0.0.1")).startsWith("{\"active\":true");
        assertThat(introspect(bound + "&from=11.0.0.1")).isEqualTo(INACTIVE);
        for (String from : List.of("", "localhost", "10.0.0.1,11.0.0.1", "unknown")) {
            assertError(
                    400,
                    "invalid_request",
                    "The parameter from is not an address.",
                    bearer(asking("token=" + bound + "&from=" + from), caller));
        }
    }

    @Test
    void requestWithoutACallerGetsBothChallengesWithoutAnError() {
        for (Question question : List.of(
                asking("token=" + code),
                asking(""),
                with(asking("token=" + code), "Authorization", "Digest username=\"x\""))) {
            Reply reply = door.ask(question);
            assertThat(reply.status()).isEqualTo(401);
            assertThat(challenges(reply)).containsExactly(REALM, BASIC);
            assertThat(reply.body()).isEmpty();
            assertThat(reply.outcome().result()).isEqualTo("no_code");
        }
    }

    @Test
    void callerThatIsNoActiveTokenIsRejectedAndNothingIsLookedUp() {
        String revoked = door.generate("revoked", "--scope", "introspect");
        door.run("revoke revoked -y");
        String unknown = TokenCode.draw(new SplittableRandom(7)).reveal();

        assertCallerRejected("The token is malformed.", caller + "x");
        assertCallerRejected("The token is malformed.", "");
        assertCallerRejected("The token is unknown.", unknown);
        assertCallerRejected("The token was revoked.", revoked);
        assertThat(door.field("ci", "last_accessed")).isEmpty();
    }

    private void assertCallerRejected(String sentence, String presented) {
        Question question = bearer(asking("token=" + code), presented);
        Reply reply = door.ask(question);

        assertError(401, "invalid_token", sentence, question);
        assertThat(challenges(reply))
                .containsExactly(REALM + ", error=\"invalid_token\", error_description=\"" + sentence + "\"");
        assertThat(reply.outcome().result()).isEqualTo("caller_rejected");
    }

    /** RFC 7662, 2.3, demands 401, although RFC 6750, 3.1, recommends 403 for this error elsewhere. */
    @Test
    void callerWithoutTheScopeIsRejectedWith401AndToldTheScope() {
        String sentence = "The token does not have every scope that is required.";
        Question question = bearer(asking("token=" + code), code);

        assertError(401, "insufficient_scope", sentence, question);
        assertThat(challenges(door.ask(question)))
                .containsExactly(REALM + ", error=\"insufficient_scope\", error_description=\"" + sentence
                        + "\", scope=\"introspect\"");
        assertThat(door.field("ci", "last_accessed")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"my server", "my+server", "my%20server", "ID"})
    void callerCanUseBasicWithItsLabelOrId(String name) {
        String pair = (name.equals("ID") ? caller.substring(4, 16) : name) + ":" + caller;

        assertThat(door.ask(basic(asking("token=" + code), pair)).body()).startsWith("{\"active\":true");
        assertThat(door.ask(basic(asking("token=" + code), pair.replace("_", "%5F")))
                        .body())
                .startsWith("{\"active\":true");
    }

    @Test
    void basicCredentialsThatAreWrongAreAnInvalidClient() {
        String sentence = "The name and the code do not belong to an active token with the scope introspect.";
        for (String pair : List.of(
                "ci:" + caller,
                "MY SERVER:" + caller,
                ":" + caller,
                "my server:" + caller + "x",
                "my server:",
                "ci:" + code,
                "nothing",
                caller + ":my server")) {
            Question question = basic(asking("token=" + code), pair);
            assertError(401, "invalid_client", sentence, question);
            assertThat(challenges(door.ask(question))).containsExactly(BASIC);
        }
        assertError(
                401,
                "invalid_client",
                sentence,
                with(asking("token=" + code), "Authorization", "basic " + caller + ":" + caller));
        assertThat(door.field("ci", "last_accessed")).isEmpty();
    }

    @Test
    void schemesAreComparedWithoutCase() {
        String pair = Base64.getEncoder().encodeToString(("my server:" + caller).getBytes(StandardCharsets.UTF_8));

        for (String line : List.of("bASIC " + pair, "BEARER " + caller)) {
            assertThat(door.ask(with(asking("token=" + code), "authorization", line))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void twoCallersAreAmbiguous() {
        String sentence = "The request has more than one Authorization header.";

        assertError(400, "invalid_request", sentence, bearer(bearer(asking("token=" + code), caller), caller));
        assertError(
                400,
                "invalid_request",
                sentence,
                bearer(basic(asking("token=" + code), "my server:" + caller), caller));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "token", "token=", "Token=x", "access_token=x", "token_type_hint=access_token"})
    void missingTokenIsAnInvalidRequest(String body) {
        assertError(400, "invalid_request", "The parameter token is missing.", bearer(asking(body), caller));
    }

    @Test
    void repeatedTokenIsAnInvalidRequest() {
        String sentence = "The body has a parameter more than once.";

        assertError(400, "invalid_request", sentence, bearer(asking("token=" + code + "&token=" + code), caller));
        assertError(400, "invalid_request", sentence, bearer(asking("token=" + code + "&tok%65n=x"), caller));
    }

    @Test
    void tokenInTheQueryIsNotRead() {
        assertError(
                400,
                "invalid_request",
                "The parameter token is missing.",
                bearer(post("/introspect?token=" + code, ""), caller));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded", "Application/X-WWW-Form-Urlencoded",
                "application/x-www-form-urlencoded;charset=UTF-8", "application/x-www-form-urlencoded ; a=b"
            })
    void typeOfFormsIsComparedWithoutCaseAndParameters(String type) {
        Question question = with(Questions.of("POST", "/introspect", "token=" + code), "content-type", type);

        assertThat(door.ask(bearer(question, caller)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "application/json", "application/x-www-form-urlencoded2", "text/plain"})
    void anotherTypeIsRefused(String type) {
        String sentence = "The body must be application/x-www-form-urlencoded.";
        Question question = Questions.of("POST", "/introspect", "token=" + code);

        assertError(415, "invalid_request", sentence, bearer(with(question, "Content-Type", type), caller));
        assertError(415, "invalid_request", sentence, bearer(question, caller));
        assertError(
                415, "invalid_request", sentence, bearer(with(asking("token=" + code), "Content-Type", type), caller));
    }

    @Test
    void longBodyIsRefused() {
        String body = "token=" + code + "&x=" + "y".repeat(Introspection.LONGEST_BODY);

        assertThat(door.ask(bearer(asking(body.substring(0, Introspection.LONGEST_BODY)), caller))
                        .status())
                .isEqualTo(200);
        assertError(
                413,
                "invalid_request",
                "The body is longer than 8192 bytes.",
                bearer(asking(body.substring(0, Introspection.LONGEST_BODY + 1)), caller));
    }

    @Test
    void otherMethodsAreNotAllowed() {
        for (String method : List.of("GET", "HEAD", "PUT", "post", "OPTIONS")) {
            Reply reply = door.ask(bearer(Questions.of(method, "/introspect?token=" + code, ""), caller));
            assertThat(reply.status()).isEqualTo(405);
            assertThat(reply.value("Allow")).contains("POST");
        }
    }

    @Test
    void databaseThatDoesNotAnswerIsNeitherActiveNorInactive() {
        door.failWith(new StorageException("The disk is full."));

        Reply reply = door.ask(bearer(asking("token=" + code), caller));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.value("Retry-After")).contains("1");
        assertThat(reply.body()).doesNotContain("active", "disk");
    }

    @Test
    void callerMayComeWithoutAProxyButThenHasNoNetworks(Cli other) {
        try (Door behind = new Door(other, null, "X-Forwarded-For")) {
            String free = behind.generate("free", "--scope", "introspect");
            String bound = behind.generate("bound", "--scope", "introspect", "--from-network", "10.0.0.0/8");
            Question byBound = bearer(asking("token=" + free), bound);

            assertThat(behind.ask(bearer(asking("token=" + free), free)).status())
                    .isEqualTo(200);
            assertThat(behind.ask(byBound).status()).isEqualTo(401);
            assertThat(behind.ask(with(byBound, "X-Forwarded-For", "10.0.0.1")).status())
                    .isEqualTo(200);
            assertThat(behind.ask(with(byBound, "X-Forwarded-For", "11.0.0.1")).status())
                    .isEqualTo(401);
            assertThat(behind.ask(with(byBound, "X-Forwarded-For", "x")).status())
                    .isEqualTo(400);
        }
    }

    @Test
    void answersToBadCallersAreDelayedAfterManyFromOneAddress(Cli other) {
        try (Door behind = new Door(other, null, "X-Real-IP")) {
            Question bad = with(bearer(asking("token=x"), "guess"), "X-Real-IP", "2001:db8::1");
            for (int i = 0; i < SlowDown.BURST; i++) {
                assertThat(behind.ask(bad).status()).isEqualTo(401);
            }
            CompletableFuture<Reply> late = behind.later(bad);
            while (behind.delayed.isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(late).isNotDone();
            behind.delayed.remove().run();
            assertThat(late.join().status()).isEqualTo(401);
        }
    }
}
