package com.smartonboarding.apikeys.output.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.model.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PaletteTest {
    @ParameterizedTest
    @CsvSource({
        "ACTIVE, 32",
        "REVOKED, 31",
        "EXPIRED, 33",
        "HEADING, 1",
        "FAINT, 2",
    })
    void everyMeaningHasItsColour(Style style, String codes) {
        assertThat(Palette.of(true).paint(style, "text")).isEqualTo("\u001b[" + codes + "mtext\u001b[m");
    }

    @ParameterizedTest
    @EnumSource
    void withoutColourTheTextIsLeftAlone(Style style) {
        assertThat(Palette.of(false).paint(style, "text")).isEqualTo("text");
        assertThat(Palette.of(false)).isSameAs(Palette.NONE);
    }

    @Test
    void everyStatusHasItsStyle() {
        assertThat(Style.of(Status.ACTIVE)).isEqualTo(Style.ACTIVE);
        assertThat(Style.of(Status.REVOKED)).isEqualTo(Style.REVOKED);
        assertThat(Style.of(Status.EXPIRED)).isEqualTo(Style.EXPIRED);
    }
}
