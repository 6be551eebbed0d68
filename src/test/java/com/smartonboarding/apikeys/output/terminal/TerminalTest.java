package com.smartonboarding.apikeys.output.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
    @ParameterizedTest
    @CsvSource({"ioe,true,true,true", "io,true,true,false", "e,false,false,true", "'',false,false,false"})
    void theLettersSayWhichStreamsAreTerminals(String streams, boolean stdin, boolean stdout, boolean stderr) {
        assertThat(Terminal.of(streams, "120")).isEqualTo(new Terminal(stdin, stdout, stderr, 120));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,80",
                "'',80",
                "wide,80",
                "-5,80",
                "0,80",
                "12.5,80",
                "' 90',80",
                "٩٩,80",
                "4294967376,80",
                "1,20",
                "19,20",
                "20,20",
                "21,21",
                "200,200"
            })
    void aSillyWidthIsEightyAndATinyOneTwenty(@Nullable String columns, int expected) {
        assertThat(Terminal.of("o", columns).columns()).isEqualTo(expected);
    }

    @Test
    void aPipeIsNoTerminal() {
        assertThat(Terminal.NONE).isEqualTo(Terminal.of("", null));
    }

    @Test
    void withoutTheLauncherTheSystemIsAskedAndTheBuildsStreamsAreNoTerminals() {
        assertThat(Terminal.of(null, "100").stdout()).isFalse();
    }
}
