package com.smartonboarding.apikeys.output.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParagraphTest {
    @Test
    void linesAreBrokenBetweenWords() {
        assertThat(Paragraph.wrap("one two three four", 9, 0, 0)).isEqualTo("one two\nthree\nfour");
        assertThat(Paragraph.wrap("one two three four", 18, 0, 0)).isEqualTo("one two three four");
    }

    @Test
    void laterLinesAreIndentedAndTheFirstHasLessRoom() {
        assertThat(Paragraph.wrap("one two three", 10, 6, 2)).isEqualTo("one\n  two\n  three");
    }

    @Test
    void onlyAWordThatIsWiderThanALineIsBroken() {
        assertThat(Paragraph.wrap("a sentence", 5, 0, 0)).isEqualTo("a\nsente\nnce");
        assertThat(Paragraph.wrap("日本語日本語", 5, 0, 1)).isEqualTo("日本\n 語日\n 本語");
        assertThat(Paragraph.wrap("e\u0301e\u0301e\u0301", 2, 0, 0)).isEqualTo("e\u0301e\u0301\ne\u0301");
    }

    @Test
    void spacesWithinALineStay() {
        assertThat(Paragraph.wrap("a  b   c d", 9, 0, 0)).isEqualTo("a  b   c\nd");
    }
}
