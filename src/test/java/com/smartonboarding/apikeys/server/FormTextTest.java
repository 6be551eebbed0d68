package com.smartonboarding.apikeys.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters are read strictly, so that no two programs read different ones. */
class FormTextTest {
    private final List<String> others = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"a%20b+c, a b c", "%C3%BC, ü", "%c3%bC, ü", "%F0%9F%91%8D, 👍", "a%26b%3Dc, a&b=c", "'', ''"})
    void percentSignsAndPlusSignsAreDecoded(String text, String decoded) {
        assertThat(FormText.decoded(text)).contains(decoded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "%2",
                "%zz",
                "%2z",
                "%z2",
                "%-1",
                "%+1",
                "a%",
                "ü",
                "a b",
                "a\nb",
                "\u0000",
                "\u007f",
                "%\uff11\uff11",
                "%80",
                "%C3",
                "%C3%28",
                "%C0%AF",
                "%E0%80%AF",
                "%ED%A0%80",
                "%F8%88%80%80%80",
                "%F4%90%80%80",
                "%E9"
            })
    void whatIsNotPercentEncodedUtf8IsRefused(String text) {
        assertThat(FormText.decoded(text)).isEmpty();
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> FormText.ofBody("token=" + text))
                .withMessage("The body is not application/x-www-form-urlencoded in UTF-8.");
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> FormText.ofBody(text + "=x"));
    }

    @Test
    void valuesOfABodyAreFound() {
        FormText form = FormText.ofBody("&token=a%3D%26&&empty=&none&x==&");

        assertThat(form.value("token")).contains("a=&");
        assertThat(form.value("x")).contains("=");
        assertThat(form.value("empty")).isEmpty();
        assertThat(form.value("none")).isEmpty();
        assertThat(form.value("missing")).isEmpty();
        assertThat(form.value("Token"))
                .as("names are case-sensitive (RFC 6750, 1.1)")
                .isEmpty();
        assertThat(form.has("none")).isTrue();
        assertThat(form.has("missing")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"token=a&token=b", "token=a&token=a", "token=&token=a", "token&t%6Fken=a", "x=1&token=a&x=2"})
    void repeatedParameterOfABodyIsRefused(String body) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> FormText.ofBody(body))
                .withMessage("The body has a parameter more than once.");
    }

    @Test
    void tooManyParametersAreRefused() {
        String most = IntStream.range(0, FormText.MOST).mapToObj(i -> "p" + i).collect(Collectors.joining("&"));

        assertThat(FormText.ofBody(most).has("p31")).isTrue();
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> FormText.ofBody(most + "&one=more"))
                .withMessage("The body has more than 32 parameters.");
    }

    @Test
    void everyValueOfAQueryIsFoundHoweverItsNameIsWritten() {
        assertThat(FormText.inQuery("scope=a&x=1&sc%6Fpe=b+c&scope&scopes=d&Scope=e", "scope", others::add))
                .containsExactly("a", "b c", "");
        assertThat(others).containsExactly("x", "scopes", "Scope");
    }

    /** Caddy and Envoy can pass the query of the client on. */
    @Test
    void otherParametersOfAQueryMayHaveAnyEncoding() {
        assertThat(FormText.inQuery("q=%E9&%=1&=&a%zz&\u00fc=\u00fc&scope=a", "scope", others::add))
                .containsExactly("a");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> FormText.inQuery("scope=a&scope=%E9", "scope", others::add))
                .withMessage("The parameter scope of the query is not percent-encoded UTF-8.");
    }
}
