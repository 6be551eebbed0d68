package com.smartonboarding.apikeys.model;

import java.lang.Character.UnicodeScript;
import java.util.Optional;

/** The scripts that a label is written in. */
public final class Scripts {
    private static final int FIRST_OTHER = 0x370;

    private Scripts() {}

    /**
     * The script whose letters stand among Latin ones and may be taken for them: {@code Cyrillic} or {@code Greek}; empty
     * when there is none.
     */
    public static Optional<String> mixedWithLatin(String label) {
        if (label.chars().allMatch(c -> c < FIRST_OTHER)
                || label.codePoints().noneMatch(c -> UnicodeScript.of(c) == UnicodeScript.LATIN)) {
            return Optional.empty();
        }
        return label.codePoints()
                .mapToObj(UnicodeScript::of)
                .filter(script -> script == UnicodeScript.CYRILLIC || script == UnicodeScript.GREEK)
                .findFirst()
                .map(script -> script == UnicodeScript.GREEK ? "Greek" : "Cyrillic");
    }
}
