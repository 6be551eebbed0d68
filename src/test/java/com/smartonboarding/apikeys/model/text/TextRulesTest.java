package com.smartonboarding.apikeys.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.smartonboarding.apikeys.failure.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "ci-deploy",
                "two words",
                "Stra\u00dfe",
                "\u0130stanbul",
                "\u6771\u4eac",
                "\ud83d\ude80",
                "\u2764\ufe0f",
                "\u2194\ufe0f to prod",
                "\u00a9\ufe0e",
                "\ud83d\udee0\ufe0f ci",
                "build 1\ufe0f\u20e3",
                "a_b.c:d/e@f",
                "'; DROP TABLE token; --",
                "=1+1"
            })
    void whatPeopleTypeIsALabel(String text) {
        assertThat(TextRules.label(text)).isEqualTo(text);
    }

    @Test
    void labelsAreKeptInOneForm() {
        assertThat(TextRules.label("e\u0301")).isEqualTo("\u00e9");
        assertThat(TextRules.label("\u212b")).isEqualTo("\u00c5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " a",
                "a ",
                "-a",
                "--quiet",
                "a\nb",
                "a\tb",
                "a\0b",
                "a\u001b[31mb",
                "a\u0085b",
                "a\u00adb",
                "a\u00a0b",
                "a\u200bb",
                "a\u200db",
                "a\u202eb",
                "a\u2066b",
                "a\u2028b",
                "a\u2029b",
                "a\u3000b",
                "a\u3164b",
                "a\u115fb",
                "a\u2800b",
                "a\ufeffb",
                "a\ufffdb",
                "a\ufffeb",
                "a\ud800b",
                "a\udb40\udc41b",
                "a\u0378b",
                "admin\ufe0f",
                "admin\ufe00",
                "ad\ufe0fmin",
                "admin\udb40\udd00",
                "\ud83d\udee0\ufe0f\ufe0f",
                "\u2764\ufe0d",
                "admin1\ufe0f",
                "\ufe0fadmin",
                "1\ufe0fa",
                "\u845b\udb40\udd00",
                "\ud83c\udff4\udb40\udc67\udb40\udc7f",
            })
    void whatCouldForgeOrHideOutputIsNoLabel(String text) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> TextRules.label(text))
                .satisfies(
                        failure -> assertThat(failure.toString().codePoints()).allMatch(c -> TextRules.isPrintable(c)));
    }

    @Test
    void descriptionsAndReasonsFollowTheSameRule() {
        assertThat(TextRules.description("we \u2764\ufe0f it")).hasSize(8);
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> TextRules.description("admin\ufe0f"));
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> TextRules.reason("lost\udb40\udd00"));
    }

    @Test
    void labelHas128CharactersAtMostCountedAsPeopleDo() {
        assertThat(TextRules.label("a".repeat(128))).hasSize(128);
        assertThat(TextRules.label("\ud83d\ude80".repeat(128))).hasSize(256);
        assertThat(TextRules.label("e\u0301".repeat(128))).hasSize(128);
        for (String text : List.of("a".repeat(129), "\ud83d\ude80".repeat(129), "a".repeat(1_000_000))) {
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> TextRules.label(text))
                    .withMessage("The label is longer than 128 characters.");
        }
    }

    @Test
    void descriptionAndReasonMayBeginWithADashAndBeLonger() {
        assertThat(TextRules.description("-" + "a".repeat(999))).hasSize(1000);
        assertThat(TextRules.reason("- lost")).isEqualTo("- lost");
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> TextRules.reason("a".repeat(1001)))
                .withMessage("The reason is longer than 1000 characters.");
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> TextRules.description("a\nb"));
    }

    @Test
    void scopesAreSortedAndEachIsThereOnce() {
        assertThat(TextRules.scopes(List.of("write", "read", "write", "a.b:c/d_e-f*")))
                .containsExactly("a.b:c/d_e-f*", "read", "write");
        assertThat(TextRules.scopes(List.of("a".repeat(64)))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a,b", "\u00e4", "a\n", "\u0660", "a|b", "a=b"})
    void scopeIsOneWordOfAscii(String scope) {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> TextRules.scopes(List.of("ok", scope)));
    }

    @Test
    void scopeHas64CharactersAtMost() {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> TextRules.scopes(List.of("a".repeat(65))));
    }

    @Test
    void anOwnerIsLimitedLikeALabel() {
        assertThat(TextRules.owner("Payroll team <payroll@example.com>"))
                .isEqualTo("Payroll team <payroll@example.com>");
        assertThat(TextRules.owner("e\u0301".repeat(128))).hasSize(128);
        for (String bad : List.of("", " x", "a\nb", "a\u200bb", "x".repeat(129))) {
            assertThatExceptionOfType(UsageException.class).isThrownBy(() -> TextRules.owner(bad));
        }
    }
}
