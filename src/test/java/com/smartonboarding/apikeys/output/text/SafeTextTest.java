package com.smartonboarding.apikeys.output.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.model.text.TextRules;
import com.smartonboarding.apikeys.output.token.Samples;
import org.junit.jupiter.api.Test;

class SafeTextTest {
    @Test
    void whatMovesHidesOrReordersIsWrittenOut() {
        assertThat(SafeText.escape(Samples.HOSTILE))
                .isEqualTo("=cmd\\u{001B}[31m\\u{202E}gpj\\u{0009}\\u{000A}\\u{000D}\"'`,;\\\\u{007F}\\u{009B}"
                        + "\\u{2028}\\u{00A0}\\u{E0041}@|red x|@");
    }

    @Test
    void aTsvFieldHasTheUsualEscapesForTabNewlineAndBackslash() {
        assertThat(SafeText.tsv(Samples.HOSTILE))
                .isEqualTo("=cmd\\u{001B}[31m\\u{202E}gpj\\t\\n\\r\"'`,;\\\\\\u{007F}\\u{009B}"
                        + "\\u{2028}\\u{00A0}\\u{E0041}@|red x|@");
        assertThat(SafeText.tsv("a\\b")).isEqualTo("a\\\\b");
    }

    @Test
    void ordinaryTextInAnyScriptStaysAsItIs() {
        String text = "ci-deploy (Über) – İzmir 日本語 👍🏽 नि e\u0301 C:\\x";

        assertThat(SafeText.escape(text)).isEqualTo(text);
        assertThat(SafeText.escape("plain")).isSameAs("plain");
    }

    @Test
    void halfACharacterIsWrittenOut() {
        assertThat(SafeText.escape("a\ud83d")).isEqualTo("a\\u{D83D}");
        assertThat(SafeText.escape("\udc4db")).isEqualTo("\\u{DC4D}b");
    }

    @Test
    void nothingUnprintableIsLeftOfAnyCharacter() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            String text = Character.toString(codePoint);
            if (!SafeText.escape(text).codePoints().allMatch(TextRules::isPrintable)
                    || !SafeText.tsv(text).codePoints().allMatch(TextRules::isPrintable)) {
                throw new AssertionError("U+" + Integer.toHexString(codePoint));
            }
        }
    }
}
