package com.smartonboarding.apikeys.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each of all characters is in a set exactly if it was put there. */
class AsciiSetTest {
    private static String all(AsciiSet set) {
        return IntStream.rangeClosed(-1, Character.MAX_CODE_POINT)
                .filter(set::has)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    @Test
    void setHasItsCharactersAndNoOthers() {
        assertThat(all(AsciiSet.of("b\u007f a\0"))).isEqualTo("\0 ab\u007f");
        assertThat(all(AsciiSet.range('x', '~'))).isEqualTo("xyz{|}~");
        assertThat(all(AsciiSet.range('a', 'e').without("dbz\u20ac"))).isEqualTo("ace");
        assertThat(all(AsciiSet.of(""))).isEmpty();
    }

    @Test
    void textHasAllItsCharactersInTheSetOrNot() {
        AsciiSet digits = AsciiSet.range('0', '9');

        assertThat(digits.hasAll("")).isTrue();
        assertThat(digits.hasAll("0123456789")).isTrue();
        assertThat(digits.hasAll("012a")).isFalse();
        assertThat(digits.hasAll("\u0660")).as("a digit of another script").isFalse();
        assertThat(digits.hasAll("\ud835\udfce")).as("a digit beyond 16 bits").isFalse();
    }
}
