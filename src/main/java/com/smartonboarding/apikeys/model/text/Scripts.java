package com.smartonboarding.apikeys.model.text;

import java.lang.Character.UnicodeScript;

/** The scripts that a label is written in. */
public final class Scripts {
    private static final int FIRST_GREEK = 0x370;

    private Scripts() {}

    /**
     * The script whose letters stand among Latin ones and can be mistaken for them: {@code Cyrillic} or {@code Greek};
     * empty if there is none.
     */
    public static String mixedWithLatin(String label) {
        boolean latin = false;
        String other = "";
        for (int i = 0; i < label.length(); i += Character.charCount(label.codePointAt(i))) {
            int codePoint = label.codePointAt(i);
            if (codePoint < FIRST_GREEK) {
                latin |= Character.isLetter(codePoint);
            } else {
                UnicodeScript script = UnicodeScript.of(codePoint);
                latin |= script == UnicodeScript.LATIN;
                other = script == UnicodeScript.CYRILLIC ? "Cyrillic" : script == UnicodeScript.GREEK ? "Greek" : other;
            }
        }
        return latin ? other : "";
    }
}
