package com.smartonboarding.apikeys.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MacKeyTest {
    /** RFC 4231, test cases 1, 2 and 6: a short key, an even shorter one, and one longer than a block. */
    @ParameterizedTest
    @CsvSource({
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 1, Hi There, b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        "4a656665, 1, what do ya want for nothing?, 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "aa, 131, Test Using Larger Than Block-Size Key - Hash Key First, 60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
    })
    void isTheHmacOfTheRfc(String key, int times, String message, String mac) {
        byte[] bytes = HexFormat.of().parseHex(key.repeat(times));

        assertThat(new MacKey(bytes).mac(message.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(HexFormat.of().parseHex(mac));
    }

    @Test
    void isTheHmacOfJavaForEveryLengthOfKeyAndMessage() throws Exception {
        Random random = new Random(4231);
        for (int length = 1; length <= 200; length++) {
            byte[] key = new byte[length];
            byte[] message = new byte[200 - length];
            random.nextBytes(key);
            random.nextBytes(message);
            Mac java = Mac.getInstance("HmacSHA256");
            java.init(new SecretKeySpec(key, "HmacSHA256"));
            MacKey ours = new MacKey(key);

            assertThat(ours.mac(message)).isEqualTo(java.doFinal(message));
            assertThat(ours.mac(message)).as("used again").isEqualTo(java.doFinal(message));
            java.update(message);
            CanonicalForm form = new CanonicalForm("kind").add(message);
            assertThat(ours.mac(message, form)).isEqualTo(java.doFinal(form.bytes()));
        }
    }
}
