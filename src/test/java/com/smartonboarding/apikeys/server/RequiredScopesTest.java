package com.smartonboarding.apikeys.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request can demand more scopes than the proxy, and never fewer. */
class RequiredScopesTest {
    private static List<String> of(String query, String... headers) {
        Question question = Questions.get("/verify?" + query);
        for (String header : headers) {
            question = Questions.with(question, "x-required-scope", header);
        }
        return RequiredScopes.of(question);
    }

    @Test
    void scopesOfQueryAndHeadersAreUnited() {
        assertThat(of("")).isEmpty();
        assertThat(of("scope=deploy")).containsExactly("deploy");
        assertThat(of("scope=deploy+read:*&scope=a%20deploy", "x, y\tz", "read:*"))
                .containsExactly("a", "deploy", "read:*", "x", "y", "z");
        assertThat(of("scope=Deploy&scope=deploy")).containsExactly("Deploy", "deploy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope=", "scope", "scope=+", "scope=deploy&scope=", "scope=%20"})
    void emptyScopeOfAQueryIsRefused(String query) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> of(query))
                .withMessage("The required scope is empty.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scopes=deploy",
                "Scope=deploy",
                "SCOPES=deploy",
                "s-c_ope=deploy",
                "scope=read&%73copes=deploy",
                "required_scope=deploy",
                "required-scopes",
                "requiredScope=deploy"
            })
    void parameterThatIsMisspeltIsRefusedInsteadOfIgnored(String query) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> of(query))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(400))
                .withMessage("The name of a parameter of the query is misspelt. It must be scope.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Required-Scopes",
                "x_required_scope",
                "XRequiredScope",
                "Required-Scope",
                "required_scopes",
            })
    void headerThatIsMisspeltIsRefusedInsteadOfIgnored(String name) {
        Question question = Questions.with(Questions.get("/verify?scope=read"), name, "deploy");

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> RequiredScopes.of(question))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(400))
                .withMessage("The name of a header is misspelt. It must be X-Required-Scope.");
    }

    @Test
    void otherNamesAreLeftToTheApplication() {
        assertThat(of("scop=a&scopess=b&sco.pe=c&xscope=d&required=e&-=f&_&scope=read"))
                .containsExactly("read");
        Question question = Questions.get("/verify");
        for (String name : List.of("X-Scope", "Scope", "X-Required", "X-Required-Scopess", "X-Required.Scope", "-")) {
            question = Questions.with(question, name, "deploy");
        }
        assertThat(RequiredScopes.of(question)).isEmpty();
    }

    @Test
    void emptyScopeOfAHeaderIsRefused() {
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> of("", ""));
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> of("scope=deploy", ","));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scope=a,b",
                "scope=a%22b",
                "scope=a%5Cb",
                "scope=a%0D%0Ab",
                "scope=%C3%BC",
                "scope=%E9",
                "scope=$scope"
            })
    void whatCannotBeAScopeIsRefused(String query) {
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> of(query));
    }

    @Test
    void tooManyScopesAreRefused() {
        String most =
                IntStream.range(0, RequiredScopes.MOST).mapToObj(i -> "s" + i).collect(Collectors.joining("+"));

        assertThat(of("scope=" + most)).hasSize(RequiredScopes.MOST);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> of("scope=" + most, "more"))
                .withMessage("The request demands more than 32 scopes.");
    }
}
