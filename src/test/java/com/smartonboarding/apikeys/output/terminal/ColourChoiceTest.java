package com.smartonboarding.apikeys.output.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColourChoiceTest {
    @ParameterizedTest(name = "{0}, terminal {1}, NO_COLOR={2} CLICOLOR_FORCE={3} FORCE_COLOR={4} TERM={5}: {6}")
    @CsvSource(nullValues = "-", textBlock = """
            # choice, terminal, NO_COLOR, CLICOLOR_FORCE, FORCE_COLOR, TERM, coloured
            AUTO,     true,     -,        -,              -,           -,     true
            AUTO,     false,    -,        -,              -,           -,     false
            AUTO,     true,     -,        -,              -,           xterm, true
            AUTO,     true,     -,        -,              -,           dumb,  false
            AUTO,     true,     1,        -,              -,           xterm, false
            AUTO,     true,     0,        -,              -,           xterm, false
            AUTO,     true,     '',       -,              -,           xterm, true
            AUTO,     false,    -,        1,              -,           xterm, true
            AUTO,     false,    -,        0,              -,           xterm, false
            AUTO,     false,    -,        '',             -,           xterm, false
            AUTO,     true,     -,        0,              -,           xterm, true
            AUTO,     false,    -,        -,              1,           xterm, true
            AUTO,     false,    -,        -,              0,           xterm, false
            AUTO,     false,    -,        -,              '',          xterm, false
            AUTO,     false,    -,        1,              -,           dumb,  true
            AUTO,     false,    1,        1,              1,           xterm, false
            ALWAYS,   false,    1,        0,              0,           dumb,  true
            NEVER,    true,     -,        1,              1,           xterm, false
            """)
    void theOptionThenTheEnvironmentThenTheStreamDecide(
            ColourChoice choice,
            boolean terminal,
            @Nullable String noColor,
            @Nullable String cliColorForce,
            @Nullable String forceColor,
            @Nullable String term,
            boolean coloured) {
        Map<String, String> environment = new HashMap<>();
        put(environment, "NO_COLOR", noColor);
        put(environment, "CLICOLOR_FORCE", cliColorForce);
        put(environment, "FORCE_COLOR", forceColor);
        put(environment, "TERM", term);

        assertThat(choice.on(terminal, environment)).isEqualTo(coloured);
    }

    private static void put(Map<String, String> environment, String name, @Nullable String value) {
        if (value != null) {
            environment.put(name, value);
        }
    }
}
