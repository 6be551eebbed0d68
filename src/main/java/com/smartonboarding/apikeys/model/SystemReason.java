package com.smartonboarding.apikeys.model;

import org.jspecify.annotations.Nullable;

/**
 * Why the tool itself switched a token off; no person can type it. {@link #word} is what is stored, so a renamed constant
 * changes no row.
 */
public enum SystemReason {
    /** Its code could not be handed over. */
    UNDELIVERED("undelivered", "undelivered"),
    /** Its request was repeated, and no copy of its code was kept. */
    STRANDED("stranded", "the request was repeated, and no copy of this code was kept"),
    /** A rotation replaced it. */
    ROTATED("rotated", "rotated"),
    /** It was the successor in a rotation that was aborted. */
    ABORTED("aborted", "the rotation was aborted");

    private static final SystemReason[] ALL = values();

    private final String word;
    private final String sentence;

    SystemReason(String word, String sentence) {
        this.word = word;
        this.sentence = sentence;
    }

    /** The word that is stored. */
    public String word() {
        return word;
    }

    /** What people read as the reason; kept beside the word, and never compared with anything. */
    public String sentence() {
        return sentence;
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
