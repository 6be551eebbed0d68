package com.smartonboarding.apikeys.output.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Bidi;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

public class RightToLeftTest {
    /**
     * The line as a terminal shows it that implements the Unicode bidirectional algorithm, using Java's implementation.
     */
    public static String reordered(String line) {
        Bidi bidi = new Bidi(line, Bidi.DIRECTION_LEFT_TO_RIGHT);
        byte[] levels = new byte[line.length()];
        Character[] characters = new Character[line.length()];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) bidi.getLevelAt(i);
            characters[i] = line.charAt(i);
        }
        Bidi.reorderVisually(levels, 0, characters, 0, characters.length);
        return IntStream.range(0, characters.length)
                .collect(StringBuilder::new, (text, i) -> text.append(characters[i]), StringBuilder::append)
                .toString();
    }

    @Test
    void lettersAndNumbersThatRunToTheLeftAreFound() {
        for (String text : new String[] {"שלום", "demo مرحبا", "٣", "\ud83a\udd00"}) {
            assertThat(RightToLeft.isIn(text)).as(text).isTrue();
        }
        for (String text : new String[] {"", "demo (7Kq2mZ0aLx3P)", "日本語, été", "👍🏽"}) {
            assertThat(RightToLeft.isIn(text)).as(text).isFalse();
        }
    }

    @Test
    void anIdInBracketsAfterALabelNeedsNoMark() {
        assertThat(reordered("Revoke שלום (7Kq2mZ0aLx3P)?")).isEqualTo("Revoke םולש (7Kq2mZ0aLx3P)?");
    }
}
