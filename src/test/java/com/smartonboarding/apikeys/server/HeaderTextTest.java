package com.smartonboarding.apikeys.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any text fits into a header line, and none can begin another line. */
class HeaderTextTest {
    private static final Outcome ANY = new Outcome("verify", "valid");

    @ParameterizedTest
    @CsvSource({
        "ci-deploy_1.2~x, ci-deploy_1.2~x",
        "a b, a%20b",
        "50%, 50%25",
        "a+b, a%2Bb",
        "Büro, B%C3%BCro",
        "日本, %E6%97%A5%E6%9C%AC",
        "👍, %F0%9F%91%8D",
        "'a\"b\\c', a%22b%5Cc"
    })
    void allButUnreservedCharactersArePercentEncoded(String text, String encoded) {
        assertThat(HeaderText.percentEncoded(text)).isEqualTo(encoded);
    }

    @Test
    void everyCharacterComesBackAndFitsIntoAHeader() {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < 0x3000 ? 1 : 97) {
            if (Character.getType(c) != Character.SURROGATE) {
                all.appendCodePoint(c);
            }
        }
        String encoded = HeaderText.percentEncoded(all.toString());

        assertThat(HeaderText.isValue(encoded)).isTrue();
        assertThat(encoded).matches("([A-Za-z0-9._~-]|%[0-9A-F]{2})++");
        assertThat(URLDecoder.decode(encoded, StandardCharsets.UTF_8)).isEqualTo(all.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\r\nSet-Cookie: x", "a\nb", "a\rb", "a\u0000b", "a\tb", "ü", "\u0130", "\u007f", " a", "a "})
    void answerWithALineThatCouldBeginAnotherIsRefused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Reply(200, List.of(new Header("X-Token-Label", value)), "", ANY))
                .withMessage("a header line has a character that it may not have");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "a\r\n", "ü", "(a)", "a\"b"})
    void answerWithANameThatIsNoneIsRefused(String name) {
        assertThat(HeaderText.isName(name)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new Reply(200, List.of(new Header(name, "x")), "", ANY));
    }

    @Test
    void namesAreComparedWithoutTheCaseOfAsciiLettersAlone() {
        assertThat(HeaderText.sameIgnoringCase("aUTHORIZATIOn", "Authorization"))
                .isTrue();
        assertThat(HeaderText.sameIgnoringCase("Authorizatio", "Authorization")).isFalse();
        assertThat("Author\u0131zation".equalsIgnoreCase("Authorization"))
                .as("what Java's comparison would say")
                .isTrue();
        assertThat(HeaderText.sameIgnoringCase("Author\u0131zation", "Authorization"))
                .isFalse();
        assertThat(HeaderText.sameIgnoringCase("[", "{")).isFalse();
    }

    @Test
    void onlySpacesAndTabsAreTrimmed() {
        assertThat(HeaderText.trimmed(" \t a b\t ")).isEqualTo("a b");
        assertThat(HeaderText.trimmed(" \t ")).isEmpty();
        assertThat(HeaderText.trimmed("\u001ca\u0085")).isEqualTo("\u001ca\u0085");
    }

    @Test
    void requestsAndHeadersKeepWhatTheyContainOutOfLogs() {
        Question question = Questions.bearer(Questions.get("/verify/sok_1?access_token=sok_2"), "sok_3");

        assertThat(question.toString()).isEqualTo("Question[1 header lines, 0 bytes]");
        assertThat(question.headers()).hasToString("[Authorization]");
    }
}
