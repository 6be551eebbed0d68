package com.smartonboarding.apikeys.output.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellWidthTest {
    private static final String ACUTE = "\u0301";

    @ParameterizedTest
    @CsvSource({"'',0", "abc,3", "İı,2", "日本,4", "한글,4", "Ａ,2", "ｱ,1", "𠀀,2", "👍,2", "👍🏽,2", "🇩🇪,2", "…,1", "–,1"
    })
    void wideCharactersAndEmojiTakeTwoCells(String text, int cells) {
        assertThat(CellWidth.of(text)).isEqualTo(cells);
    }

    @Test
    void combiningMarksTakeNone() {
        assertThat(CellWidth.of("e" + ACUTE + "a" + ACUTE)).isEqualTo(2);
        assertThat(CellWidth.of(ACUTE)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "abcdef,6,abcdef",
        "abcdef,5,abcd…",
        "abcdef,1,…",
        "abcdef,0,''",
        "日本語,6,日本語",
        "日本語,5,日本…",
        "日本語,4,日…",
        "a👍🏽b,3,a…",
        "a🇩🇪b,3,a…",
        "🇩🇪🇫🇷🇮🇹,5,🇩🇪🇫🇷…"
    })
    void aTextIsShortenedToWholeGraphemes(String text, int cells, String shortened) {
        assertThat(CellWidth.shorten(text, cells)).isEqualTo(shortened);
        assertThat(CellWidth.of(CellWidth.shorten(text, cells))).isLessThanOrEqualTo(cells);
    }

    @Test
    void aMarkStaysWithItsLetter() {
        assertThat(CellWidth.shorten("abe" + ACUTE + "fgh", 4)).isEqualTo("abe" + ACUTE + "…");
    }

    @Test
    void aVowelSignStaysWithItsConsonantThoughItHasAWidthOfItsOwn() {
        assertThat(CellWidth.shorten("निxyz", 2)).isIn("…", "नि…");
    }
}
