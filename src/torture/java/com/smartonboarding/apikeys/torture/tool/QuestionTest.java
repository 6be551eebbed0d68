package com.smartonboarding.apikeys.torture.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests what the damage trials compare. */
class QuestionTest {
    private static final String GENERATED = "2026-11-25T19:25:29Z\tgenerate\tfalse\troot\talpha\n";
    private static final String ACCESSED = "2026-11-25T19:26:29Z\tlast access\t\t\talpha\n";
    private static final String SHOWN = "2026-11-25T19:27:29Z\tshow\tfalse\troot\talpha\n";

    private final Question history = new Question(List.of("history", "alpha"), "");

    @Test
    void lastAccessMayBeLost() {
        assertThat(history.facts(GENERATED + SHOWN)).isEqualTo(history.facts(GENERATED + ACCESSED + SHOWN));
    }

    @Test
    void anEventMayNot() {
        assertThat(history.facts(GENERATED + ACCESSED)).isNotEqualTo(history.facts(GENERATED + ACCESSED + SHOWN));
    }
}
