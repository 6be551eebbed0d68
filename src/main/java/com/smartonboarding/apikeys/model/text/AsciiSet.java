package com.smartonboarding.apikeys.model.text;

/** A set of ASCII characters. */
public final class AsciiSet {
    private static final int SIZE = 128;

    private final boolean[] contained = new boolean[SIZE];

    private AsciiSet() {}

    /** The characters of this text, which must be ASCII. */
    public static AsciiSet of(String characters) {
        AsciiSet set = new AsciiSet();
        for (int i = 0; i < characters.length(); i++) {
            set.contained[characters.charAt(i)] = true;
        }
        return set;
    }

    /** The characters from one to another, both included. */
    public static AsciiSet range(char first, char last) {
        AsciiSet set = new AsciiSet();
        for (char each = first; each <= last; each++) {
            set.contained[each] = true;
        }
        return set;
    }

    /** This set without the characters of a text. */
    public AsciiSet without(String characters) {
        AsciiSet set = new AsciiSet();
        for (char each = 0; each < SIZE; each++) {
            set.contained[each] = contained[each] && characters.indexOf(each) < 0;
        }
        return set;
    }

    /** Whether this character is in the set. */
    public boolean has(int character) {
        return character >= 0 && character < SIZE && contained[character];
    }

    /** Whether every character of the text is in the set. */
    public boolean hasAll(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!has(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
