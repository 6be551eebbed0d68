package com.smartonboarding.apikeys.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.smartonboarding.apikeys.failure.UsageException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataTest {
    @Test
    void metadataIsSortedByKeyAndAValueMayContainAnEqualsSign() {
        assertThat(Metadata.ofTyped(List.of("team=pay roll", "cost-centre=e\u0301", "query=a=b", "0.x_y=-1")))
                .extracting(Metadata::stored)
                .isEqualTo("0.x_y=-1\ncost-centre=\u00e9\nquery=a=b\nteam=pay roll");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "team|Metadata is written as KEY=VALUE, but one of these texts has no '='.",
                "=x|A key of metadata has 1 to 63 characters: lower-case letters, digits and . _ - (a letter or digit first).",
                "Team=x|A key of metadata has 1 to 63 characters: lower-case letters, digits and . _ - (a letter or digit first).",
                "-x=x|A key of metadata has 1 to 63 characters: lower-case letters, digits and . _ - (a letter or digit first).",
                "a b=x|A key of metadata has 1 to 63 characters: lower-case letters, digits and . _ - (a letter or digit first).",
                "team=|The value of 'team' is empty.",
                "team= x|The value of 'team' begins or ends with a space.",
                "team=a\u202eb|The value of 'team' contains the character U+202E, which is invisible or a control character;"
                        + " only printable characters and spaces may be used.",
            })
    void badMetadataIsRefused(String pair, String message) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Metadata.ofTyped(List.of(pair)))
                .withMessage(message);
    }

    @Test
    void metadataIsLimited() {
        assertThat(Metadata.ofTyped(List.of("k".repeat(63) + "=" + "v".repeat(128)))
                        .pairs())
                .hasSize(1);
        assertThat(Metadata.ofTyped(
                                IntStream.range(0, 16).mapToObj(i -> i + "=x").toList())
                        .pairs())
                .hasSize(16);
        assertRefused("The metadata has two values for 'a'.", "a=1", "a=1");
        assertRefused("The value of 'a' is longer than 128 characters.", "a=" + "v".repeat(129));
        assertRefused(
                "A key of metadata has 1 to 63 characters: lower-case letters, digits and . _ - (a letter or digit first).",
                "k".repeat(64) + "=x");
        assertRefused(
                "The metadata of a token can have at most 16 keys.",
                IntStream.range(0, 17).mapToObj(i -> i + "=x").toArray(String[]::new));
    }

    private static void assertRefused(String message, String... pairs) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Metadata.ofTyped(List.of(pairs)))
                .withMessage(message);
    }
}
