package com.smartonboarding.apikeys.secret;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.model.TokenCode;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private static final String CODE = "sok_7Kq2mZ0aLx3P_0123456789abcdefABCDEFghijklmnop012345";

    private final Random random = new Random(20261123);

    @Test
    void secretOfACodeIsMaskedWhereverItStands() {
        for (int i = 0; i < 2_000; i++) {
            String code = TokenCode.draw(random).reveal();
            for (String frame : new String[] {"%s", "'%s'", "label=%s.", "x\n%s\ny", "%s%1$s", "\u00e4%s\u00e4"}) {
                String masked = Redactor.mask(frame.formatted(code));
                assertThat(masked).doesNotContain(code.substring(17)).contains("[redacted]");
            }
        }
    }

    @Test
    void keysInBase64AreMasked() {
        byte[] key = new byte[32];
        int shown = 0;
        for (int i = 0; i < 1000; i++) {
            random.nextBytes(key);
            String text = Base64.getEncoder().encodeToString(key);
            shown += Redactor.mask(text).equals(text) ? 1 : 0;
        }
        // A plus or slash in the middle of a key cuts it into runs that are too short to tell from words.
        assertThat(shown).isLessThan(200);
    }

    @Test
    void idOfTheCodeStays() {
        assertThat(Redactor.mask("x " + CODE + " y")).isEqualTo("x sok_7Kq2mZ0aLx3P_[redacted] y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ci-deploy (7Kq2mZ0aLx3P)",
                "The token database /home/alice/.local/share/apikeys/apikeys.db",
                "internationalizationandlocalization",
                "INTERNATIONALIZATIONANDLOCALIZATION",
                "12345678901234567890123456789012",
                "11111111-2222-4333-8444-555555555555",
                "2026-11-23T09:00:00Z",
            })
    void wordsPathsTimesAndIdsStay(String text) {
        assertThat(Redactor.mask(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CODE,
                "--label=" + CODE,
                CODE + CODE,
                "sok_7Kq2mZ0aLx3P_0",
                "sok_sok_7Kq2mZ0aLx3P_0123",
                "x" + CODE,
            })
    void whatBeginsLikeACodeAndIsLongerThanItsIdHoldsOne(String text) {
        assertThat(Redactor.holdsCode(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "sok_", "sok_7Kq2mZ0aLx3P", "sok_7Kq2mZ0aLx3P_", "7Kq2mZ0aLx3P", "sok-label", "my_sok_"})
    void whatIsNoMoreThanAnIdHoldsNoCode(String text) {
        assertThat(Redactor.holdsCode(text)).isFalse();
    }
}
