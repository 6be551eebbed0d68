package com.smartonboarding.apikeys.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.User;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A name and a code are read as RFC 7617 and RFC 6749 write them. */
class BasicCredentialsTest {
    private static Optional<BasicCredentials> read(String pair) {
        return readBytes(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<BasicCredentials> readBytes(byte[] pair) {
        return BasicCredentials.of(
                new AuthorizationField("Basic", Base64.getEncoder().encodeToString(pair)));
    }

    private static Token token(String label) {
        return new Token(
                "0123456789ab",
                label,
                null,
                List.of(),
                Instant.EPOCH,
                new User(1, "alice"),
                null,
                null,
                true,
                null,
                null,
                null);
    }

    @ParameterizedTest
    @CsvSource({"name:code, code", ":code, code", "name:, ''", "name:a:b, a:b", "name:sok%5F1, sok_1", "a%20b:x, x"})
    void codeFollowsTheFirstColonAndIsFormDecoded(String pair, String code) {
        assertThat(read(pair)).map(BasicCredentials::code).contains(code);
    }

    @ParameterizedTest
    @CsvSource({
        "ci deploy, ci+deploy",
        "ci deploy, ci%20deploy",
        "ci deploy, ci deploy",
        "a+b, a%2Bb",
        "a+b, a+b",
        "50%, 50%25",
        "50%, 50%",
        "Büro, B%C3%BCro",
        "Büro, Büro",
        "Büro, Bu\u0308ro",
        "x, 0123456789ab"
    })
    void nameIsTheLabelOrTheIdFormEncodedOrNot(String label, String name) {
        assertThat(read(name + ":code").orElseThrow().belongTo(token(label))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"ci, CI", "ci, ''", "ci, ci2", "ci, 0123456789AB", "a+b, a b"})
    void anotherNameIsNotThatOfTheToken(String label, String name) {
        assertThat(read(name + ":code").orElseThrow().belongTo(token(label))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "", "name:a\u0000b", "na\nme:code", "name:\u007f", "name:%", "name:ü", "name:a b"})
    void pairOfAnotherFormIsNone(String pair) {
        assertThat(read(pair)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "YTpi=", "YTp i", "Y", "YTpi YTpi", "realm=\"x\""})
    void whatIsNotBase64IsNone(String credentials) {
        assertThat(BasicCredentials.of(new AuthorizationField("Basic", credentials)))
                .isEmpty();
    }

    @Test
    void nameThatIsNotUtf8IsNone() {
        assertThat(readBytes("Büro:code".getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
    }

    @Test
    void neitherNameNorCodeIsInALog() {
        assertThat(read("name:code").orElseThrow()).hasToString("Basic");
        assertThat(new AuthorizationField("sok_1", "")).hasToString("Authorization");
    }
}
