package com.smartonboarding.apikeys.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CanonicalFormTest {
    @Test
    void differentSequencesOfFieldsAreNeverAlike() {
        List<@Nullable String> values = new ArrayList<>(
                List.of("", "a", "b", "ab", "\0", "\1", "\0\0\0\0", "\1\0\0\0\1a", "\u00e4", "a\u0308"));
        values.add(null);
        Map<String, List<@Nullable String>> seen = new HashMap<>();
        List<List<@Nullable String>> sequences = new ArrayList<>(List.of(List.of()));
        for (int from = 0, length = 0; length < 4; length++) {
            int to = sequences.size();
            for (; from < to; from++) {
                for (String value : values) {
                    List<@Nullable String> longer = new ArrayList<>(sequences.get(from));
                    longer.add(value);
                    sequences.add(longer);
                }
            }
        }
        for (List<@Nullable String> sequence : sequences) {
            CanonicalForm form = new CanonicalForm("test");
            sequence.forEach(value -> form.add(value));
            assertThat(seen.put(HexFormat.of().formatHex(form.bytes()), sequence))
                    .as("what looks like %s", sequence)
                    .isNull();
        }
        assertThat(seen).hasSize(1 + 11 + 11 * 11 + 11 * 11 * 11 + 11 * 11 * 11 * 11);
    }

    @Test
    void kindKeepsRowsOfDifferentTablesApart() {
        assertThat(new CanonicalForm("token").add("x").bytes())
                .isNotEqualTo(new CanonicalForm("audit").add("x").bytes());
    }

    @Test
    void formIsTheOneThatStoredMacsAreOver() {
        CanonicalForm form = new CanonicalForm("k")
                .add("\u00e4")
                .add((String) null)
                .add(-2L)
                .add(new byte[] {7, 0})
                .add("");

        assertThat(HexFormat.of().withUpperCase().formatHex(form.bytes()))
                .isEqualTo("01000000016B" + "0100000002C3A4" + "00" + "0100000008FFFFFFFFFFFFFFFE" + "01000000020700"
                        + "0100000000");
    }
}
