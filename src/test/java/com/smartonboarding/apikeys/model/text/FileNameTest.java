package com.smartonboarding.apikeys.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Text keeps the bytes of file names, and people can read it. */
class FileNameTest {
    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void anyBytesComeBackAsTheyWere() {
        Random random = new Random(57);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);

            assertThat(FileName.encode(FileName.decode(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void utf8IsTextAndAllElseIsEscaped() {
        String emoji = "é\ud83d\ude00\ufffd";
        assertThat(FileName.decode(emoji.getBytes(StandardCharsets.UTF_8))).isEqualTo(emoji);
        assertThat(FileName.readable(FileName.decode(bytes('c', 'a', 'f', 0xE9))))
                .isEqualTo("caf\\xE9");
        assertThat(FileName.readable(FileName.decode(bytes(0xED, 0xB2, 0x80, 'x'))))
                .isEqualTo("\\xED\\xB2\\x80x");
        assertThat(FileName.readable(emoji)).isEqualTo(emoji);
    }
}
