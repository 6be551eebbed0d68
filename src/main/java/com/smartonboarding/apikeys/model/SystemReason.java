package com.smartonboarding.apikeys.model;

import org.jspecify.annotations.Nullable;

/**
 * Why the tool itself switched a token off; no person can type it. {@link #word} is what is stored, so a renamed constant
 * changes no row.
 */
public enum SystemReason {
    /** Its code could not be handed over. */
    UNDELIVERED("undelivered"),
    /** Its request was repeated, and no copy of its code was kept. */
    STRANDED("stranded"),
    /** A rotation replaced it. */
    ROTATED("rotated"),
    /** It was the successor in a rotation that was aborted. */
    ABORTED("aborted");

    private static final SystemReason[] ALL = values();

    private final String word;

    SystemReason(String word) {
        this.word = word;
    }

    /** The word that is stored. */
    public String word() {
        return word;
    }

    /** The reason that has this word; null when none has it. */
    public static @Nullable SystemReason of(String word) {
        for (SystemReason reason : ALL) {
            if (reason.word.equals(word)) {
                return reason;
            }
        }
        return null;
    }
}
