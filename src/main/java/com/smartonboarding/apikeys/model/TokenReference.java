package com.smartonboarding.apikeys.model;

/**
 * What a person typed to name a token.
 *
 * @param text a label, an id, or the beginning of an id
 * @param reading how to interpret the text
 */
public record TokenReference(String text, Reading reading) {
    /** The interpretations of a reference. */
    public enum Reading {
        ANY,
        ID,
        LABEL
    }

    /** The fewest characters of an id that count as a prefix of it. */
    public static final int SHORTEST_PREFIX = 4;

    /** Whether the text may be read as a label. */
    public boolean mayBeLabel() {
        return reading != Reading.ID;
    }

    /** Whether the text looks like the beginning of an id, but is too short to count as one. */
    public boolean isShortId() {
        return reading != Reading.LABEL
                && text.length() < SHORTEST_PREFIX
                && TokenCode.isBase62(text)
                && (reading == Reading.ID || text.chars().anyMatch(Character::isDigit));
    }

    /** Whether the text may be read as an id or the beginning of one. */
    public boolean mayBeId() {
        return reading != Reading.LABEL
                && text.length() >= SHORTEST_PREFIX
                && text.length() <= TokenCode.ID_LENGTH
                && TokenCode.isBase62(text);
    }
}
