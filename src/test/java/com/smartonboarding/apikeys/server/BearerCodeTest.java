package com.smartonboarding.apikeys.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request presents no code, one code, or it is ambiguous. */
class BearerCodeTest {
    /** Reads a request with these header lines, each {@code NAME: VALUE}. */
    private static Optional<String> read(@Nullable String header, String... lines) {
        Question question = Questions.get("/verify?access_token=query");
        for (String line : lines) {
            int colon = line.indexOf(": ");
            question = Questions.with(question, line.substring(0, colon), line.substring(colon + 2));
        }
        return new BearerCode(header).in(question);
    }

    private static void assertAmbiguous(@Nullable String header, String... lines) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> read(header, lines))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(400))
                .withMessageNotContaining("code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer code",
                "authorization: bearer code",
                "AUTHORIZATION: BEARER code",
                "Authorization: bEaReR    code"
            })
    void nameAndSchemeAreComparedWithoutCase(String line) {
        assertThat(read(null, line)).contains("code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "Code", "\u001ccode", "a, Bearer b", "code\u00a0", "\u0000"})
    void whatFollowsTheSchemeIsTheCodeUnchanged(String code) {
        assertThat(read(null, "Authorization: Bearer " + code)).contains(code);
    }

    @Test
    void schemeAloneIsAnEmptyCodeAndNotNone() {
        assertThat(read(null, "Authorization: Bearer")).contains("");
        assertThat(read(null, "Authorization: Bearer ")).contains("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YTpi", "Bearers code", "Bearer\tcode", "code", "\"Bearer\" code", "Bearer=code"})
    void anotherSchemeIsNoCode(String value) {
        assertThat(read(null, "Authorization: " + value)).isEmpty();
    }

    @Test
    void codeInTheQueryOrInAnotherHeaderIsNotRead() {
        assertThat(read(null)).isEmpty();
        assertThat(read(null, "Proxy-Authorization: Bearer code", "X-Api-Key: code"))
                .isEmpty();
    }

    @Test
    void twoAuthorizationHeadersAreAmbiguousWhateverTheyContain() {
        assertAmbiguous(null, "Authorization: Bearer code", "Authorization: Bearer code2");
        assertAmbiguous(null, "Authorization: Bearer code", "authorization: Bearer code");
        assertAmbiguous(null, "Authorization: Basic YTpi", "Authorization: Bearer code");
        assertAmbiguous(null, "Authorization: ", "Authorization: Bearer code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Api-Key: code", "x-api-key: Bearer code", "X-API-KEY: bearer   code"})
    void namedHeaderHasTheCodeWithOrWithoutTheScheme(String line) {
        assertThat(read("X-Api-Key", line)).contains("code");
    }

    @Test
    void namedHeaderIsReadBesideTheUsualOne() {
        assertThat(read("X-Api-Key", "Authorization: Bearer code")).contains("code");
        assertThat(read("X-Api-Key", "X-Api-Key: ", "Authorization: Bearer code"))
                .contains("code");
        assertThat(read("X-Api-Key", "X-Api-Key: code", "Authorization: Basic YTpi"))
                .contains("code");
        assertThat(read("X-Api-Key", "X-Api-Key: ")).isEmpty();
        assertThat(read("X-Api-Key")).isEmpty();
        assertThat(read("X-Api-Key", "X-Api-Key: Bearer")).contains("Bearer");
    }

    @Test
    void codesInTwoPlacesAreAmbiguousEvenIfTheyAreTheSame() {
        assertAmbiguous("X-Api-Key", "X-Api-Key: code", "Authorization: Bearer code");
        assertAmbiguous("X-Api-Key", "X-Api-Key: code", "Authorization: Bearer");
        assertAmbiguous("X-Api-Key", "X-Api-Key: code", "x-api-key: code");
        assertAmbiguous("X-Api-Key", "X-Api-Key: ", "x-api-key: code");
        assertAmbiguous("X-Api-Key", "X-Api-Key: code", "Authorization: Basic x", "Authorization: Basic y");
    }

    @Test
    void usualHeaderCanBeNamedToTakeACodeWithoutAScheme() {
        assertThat(read("authorization", "Authorization: code")).contains("code");
        assertThat(read("authorization", "Authorization: Bearer code")).contains("code");
        assertAmbiguous("authorization", "Authorization: code", "Authorization: code2");
    }
}
